export * from '../action/42.index.js';
