export * from '../action/234.index.js';
