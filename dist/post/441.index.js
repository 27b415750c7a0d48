export * from '../action/441.index.js';
