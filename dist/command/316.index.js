export * from '../action/316.index.js';
