export * from '../action/572.index.js';
