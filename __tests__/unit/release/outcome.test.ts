import { describe, expect, test } from '@jest/globals';
import { exitCode, Halt, Interrupted, isGreen, outcomeOf, statuses } from '../../../src/release/outcome.ts';
import { count, formatBytes, formatDuration, messageOf } from '../../../src/shared/format.ts';

describe('a status', () => {
  const table = [
    ['succeeded', 0],
    ['succeeded-with-warnings', 0],
    ['inspection-failed', 1],
    ['conflicts', 1],
    ['refused', 1],
    ['failed', 1],
    ['rejected', 1],
    ['needs-intervention', 1],
    ['tests-failed', 1],
    ['pending-review', 0],
    ['timed-out', 3],
    ['cancelled', 130],
    ['aborted', 1],
    ['unknown', 3],
    ['invalid-input', 2],
    ['error', 1],
  ] as const;

  test.each(table)('%s ends a command with %i, and is green only with 0', (status, code) => {
    expect(exitCode(status)).toBe(code);
    expect(isGreen(status)).toBe(code === 0);
  });

  test('is one of these and no other', () => {
    expect(table.map(([status]) => status)).toEqual(statuses);
  });
});

describe('whatever was thrown becomes an outcome', () => {
  const halted = { status: 'refused', reason: 'No.' } as const;
  const cancel = new Interrupted('cancel', 'The run was cancelled (SIGTERM).');
  const timeout = new Interrupted('timeout', 'The time ran out.');

  test.each([
    [new Halt(halted), 'no', 'refused', 'No.'],
    [new Halt(halted), 'perhaps', 'refused', 'No.'],
    [cancel, 'no', 'cancelled', 'The run was cancelled (SIGTERM). No deployment was started.'],
    [
      cancel,
      'perhaps',
      'cancelled',
      'The run was cancelled (SIGTERM). Appian had been asked to deploy and had not answered: it may or may not have started.',
    ],
    [cancel, 'It goes on.', 'cancelled', 'The run was cancelled (SIGTERM). It goes on.'],
    [timeout, 'no', 'timed-out', 'The time ran out. No deployment was started.'],
    [timeout, 'It goes on.', 'timed-out', 'The time ran out. It goes on.'],
    [new Error('a bug'), 'no', 'error', 'An unexpected error occurred: a bug. No deployment was started.'],
    [
      new Error('a bug'),
      'perhaps',
      'unknown',
      'An unexpected error occurred: a bug. Appian had been asked to deploy and had not answered: it may or may not have started.',
    ],
    [
      Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
      'no',
      'error',
      'A file of the runner could not be read or written: ENOSPC: no space left on device, write. No deployment was started.',
    ],
    ['a text', 'It goes on.', 'unknown', 'An unexpected error occurred: a text. It goes on.'],
    [undefined, 'no', 'error', 'An unexpected error occurred: undefined. No deployment was started.'],
  ])('%p, begun: %s', (error, begun, status, reason) => {
    expect(outcomeOf(error, 'Appian', begun)).toMatchObject({ status, reason });
  });

  test.each([
    [cancel, 'no', false],
    [cancel, 'perhaps', true],
    [timeout, 'It goes on.', true],
  ])(
    'the advice to look first is given where there may be something to see: %p, %s',
    (error, begun, advised) => {
      const { advice } = outcomeOf(error, 'Appian', begun);
      expect(advice === undefined).toBe(!advised);
    },
  );

  test('none of it is ever green', () => {
    for (const error of [cancel, timeout, new Error('x'), undefined])
      for (const begun of ['no', 'perhaps', 'It goes on.'])
        expect(isGreen(outcomeOf(error, 'Appian', begun).status)).toBe(false);
  });
});

describe('words for numbers', () => {
  test.each([
    [-5, '0 ms'],
    [0, '0 ms'],
    [850.4, '850 ms'],
    [1_000, '1 s'],
    [12_400, '12 s'],
    [59_400, '59 s'],
    [59_999, '1 m 00 s'],
    [125_000, '2 m 05 s'],
    [3_600_000, '1 h 00 m'],
    [3_780_000, '1 h 03 m'],
    [604_800_000, '168 h 00 m'],
  ])('%p ms are %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });

  test.each([
    [0, '0 B'],
    [812, '812 B'],
    [34_100, '34 kB'],
    [1_240_000, '1.2 MB'],
    [3_000_000_000, '3.0 GB'],
  ])('%i bytes are %s', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });

  test.each([
    [0, '0 errors'],
    [1, '1 error'],
    [999, '999 errors'],
    [50_000, '50,000 errors'],
    [1_234_567, '1,234,567 errors'],
  ])('%i: %s', (number, words) => {
    expect(count(number, 'error')).toBe(words);
  });
});

test.each([
  [new Error('m'), 'm'],
  ['text', 'text'],
  [null, 'null'],
  [undefined, 'undefined'],
])('%p says %s', (error, message) => {
  expect(messageOf(error)).toBe(message);
});

describe('an interrupted wait', () => {
  test('says what was heard last, for that is what it waited in vain for', () => {
    const interruption = new Interrupted('timeout', 'The time limit of `timeout` was reached.');
    interruption.cause = new Error('Appian could not be reached: refused.');
    expect(outcomeOf(interruption, 'Appian', 'no')).toEqual({
      status: 'timed-out',
      reason:
        'The time limit of `timeout` was reached. The last error: Appian could not be reached: refused. No deployment was started.',
      advice: 'Correct the cause of the last error or set a longer `timeout`, then run this again.',
    });
  });
});
