export * from '../action/189.index.js';
