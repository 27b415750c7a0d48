export * from '../action/777.index.js';
