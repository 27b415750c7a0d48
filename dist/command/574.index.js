export * from '../action/574.index.js';
