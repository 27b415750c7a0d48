export * from '../action/170.index.js';
