export * from '../action/564.index.js';
