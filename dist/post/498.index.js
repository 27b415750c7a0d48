export * from '../action/498.index.js';
