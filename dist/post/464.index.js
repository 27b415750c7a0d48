export * from '../action/464.index.js';
