export * from '../action/9.index.js';
