export * from '../action/737.index.js';
