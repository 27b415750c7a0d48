export * from '../action/126.index.js';
