export * from '../action/130.index.js';
