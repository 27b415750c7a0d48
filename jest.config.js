import { availableParallelism } from 'node:os';

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Many tests wait for child processes and simulated systems, so there are more workers than cores.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
  // Modules of a test file stay in memory when it is over. A worker that holds many is slow to collect garbage.
  workerIdleMemoryLimit: '500MB',
  // No test is about time: this only ends one that hangs, on the slowest machine too.
  testTimeout: 120_000,
  globalSetup: '<rootDir>/__tests__/support/temp.js',
  globalTeardown: '<rootDir>/__tests__/support/temp-end.js',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  // What packages bring along and nothing calls is no part of dist, so no test file loads it: undici, zod's languages.
  moduleNameMapper: {
    '^undici$|^\\.\\./locales/index\\.js$': '<rootDir>/__tests__/support/unused-package.cjs',
  },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '<rootDir>/__tests__/support/transform.js',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
};
