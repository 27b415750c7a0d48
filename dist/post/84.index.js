export * from '../action/84.index.js';
