export * from '../action/688.index.js';
