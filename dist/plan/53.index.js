export * from '../action/53.index.js';
