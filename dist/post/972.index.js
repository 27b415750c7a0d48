export * from '../action/972.index.js';
