export * from '../action/990.index.js';
