export * from '../action/774.index.js';
