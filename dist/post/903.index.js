export * from '../action/903.index.js';
