export * from '../action/304.index.js';
