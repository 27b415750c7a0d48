export * from '../action/684.index.js';
