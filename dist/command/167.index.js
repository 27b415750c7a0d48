export * from '../action/167.index.js';
