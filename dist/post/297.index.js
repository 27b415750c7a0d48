export * from '../action/297.index.js';
