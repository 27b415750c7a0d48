export * from '../action/654.index.js';
