export * from '../action/851.index.js';
