export * from '../action/509.index.js';
