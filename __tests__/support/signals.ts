import { describe, test } from '@jest/globals';

/** Windows has no signals that a program could catch when another one sends them: there, only people can cancel. */
const isPosix = process.platform !== 'win32';

export const describeWithSignals = isPosix ? describe : describe.skip;
export const testWithSignals = isPosix ? test : test.skip;
