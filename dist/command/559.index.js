export * from '../action/559.index.js';
