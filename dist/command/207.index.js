export * from '../action/207.index.js';
