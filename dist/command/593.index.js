export * from '../action/593.index.js';
