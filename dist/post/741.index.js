export * from '../action/741.index.js';
