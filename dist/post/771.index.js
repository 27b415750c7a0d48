export * from '../action/771.index.js';
