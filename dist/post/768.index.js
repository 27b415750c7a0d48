export * from '../action/768.index.js';
