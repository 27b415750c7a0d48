export * from '../action/214.index.js';
