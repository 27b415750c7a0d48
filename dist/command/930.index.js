export * from '../action/930.index.js';
