export * from '../action/56.index.js';
