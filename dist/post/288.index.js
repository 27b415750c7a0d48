export * from '../action/288.index.js';
