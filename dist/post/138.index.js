export * from '../action/138.index.js';
