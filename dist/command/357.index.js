export * from '../action/357.index.js';
