export * from '../action/382.index.js';
