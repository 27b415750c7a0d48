export * from '../action/241.index.js';
