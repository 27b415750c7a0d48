export * from '../action/915.index.js';
