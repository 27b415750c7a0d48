export * from '../action/474.index.js';
