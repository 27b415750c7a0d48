export * from '../action/908.index.js';
