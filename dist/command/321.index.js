export * from '../action/321.index.js';
