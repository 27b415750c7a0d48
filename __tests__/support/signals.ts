import { describe, test } from '@jest/globals';

/** On Windows a program cannot catch a signal from another program; only a user can cancel it. */
const isPosix = process.platform !== 'win32';

/** `describe` for tests that send signals; skipped on Windows. */
export const describeWithSignals = isPosix ? describe : describe.skip;
/** `test` for tests that send signals; skipped on Windows. */
export const testWithSignals = isPosix ? test : test.skip;
