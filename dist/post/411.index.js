export * from '../action/411.index.js';
