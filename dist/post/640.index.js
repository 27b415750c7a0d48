export * from '../action/640.index.js';
