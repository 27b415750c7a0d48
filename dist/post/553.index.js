export * from '../action/553.index.js';
