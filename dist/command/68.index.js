export * from '../action/68.index.js';
