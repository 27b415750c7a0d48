export * from '../action/827.index.js';
