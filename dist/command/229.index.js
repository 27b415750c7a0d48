export * from '../action/229.index.js';
