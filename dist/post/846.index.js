export * from '../action/846.index.js';
