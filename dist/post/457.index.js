export * from '../action/457.index.js';
