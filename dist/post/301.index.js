export * from '../action/301.index.js';
