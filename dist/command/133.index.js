export * from '../action/133.index.js';
