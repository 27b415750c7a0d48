export * from '../action/937.index.js';
