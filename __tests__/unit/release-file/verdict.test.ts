import { describe, expect, test } from '@jest/globals';
import { exitCode, type Status, statuses } from '../../../src/release/outcome.ts';
import {
  allowsNextStage,
  endOf,
  type ItemEnd,
  skipped,
  verdictOf,
} from '../../../src/release-file/verdict.ts';

const ends = (...all: readonly (Status | 'skipped' | 'red')[]): readonly ItemEnd[] =>
  all.map((status) => {
    if (status === 'skipped') return skipped;
    return status === 'red' ? endOf('succeeded', true) : endOf(status, false);
  });

describe('the verdict of a release', () => {
  test.each([
    [['succeeded', 'succeeded'], 'succeeded', 0],
    [['succeeded', 'succeeded-with-warnings'], 'succeeded-with-warnings', 0],
    [['succeeded-with-warnings', 'pending-review', 'skipped'], 'pending-review', 0],
    [['pending-review', 'failed', 'skipped'], 'failed', 1],
    [['error', 'refused', 'failed'], 'failed', 1],
    [['inspection-failed', 'succeeded'], 'inspection-failed', 1],
    [['failed', 'invalid-input'], 'invalid-input', 2],
    [['invalid-input', 'timed-out'], 'timed-out', 3],
    [['unknown', 'timed-out', 'aborted'], 'unknown', 3],
    [['unknown', 'cancelled'], 'cancelled', 130],
    [['red', 'succeeded'], 'succeeded', 1],
    [['red', 'pending-review'], 'pending-review', 1],
  ] as const)('%j is %s with exit code %i', (all, status, exit) => {
    expect(verdictOf(ends(...all), false)).toEqual({ status, exit });
    expect(verdictOf(ends(...all.toReversed()), false)).toEqual({ status, exit });
  });

  test.each([
    ['prevented the rest', ['succeeded', 'skipped'], 'cancelled', 130],
    ['met deployments that ended well', ['succeeded', 'succeeded'], 'succeeded', 0],
    ['came before anything was begun', ['skipped', 'skipped'], 'cancelled', 130],
    ['came while one failed', ['failed', 'skipped'], 'cancelled', 130],
  ] as const)('a cancel that %s', (_, all, status, exit) => {
    expect(verdictOf(ends(...all), true)).toEqual({ status, exit });
  });

  test('is never green if nothing was begun', () => {
    expect(verdictOf(ends('skipped'), false).exit).not.toBe(0);
  });

  test('has the highest exit code, and a status with that code, for each pair', () => {
    for (const one of statuses)
      for (const other of statuses) {
        const { status, exit } = verdictOf(ends(one, other), false);
        expect(exit).toBe(Math.max(exitCode(one), exitCode(other)));
        expect(exitCode(status)).toBe(exit);
      }
  });
});

test('the next stage begins only after deployments that succeeded', () => {
  const allowing = statuses.filter((status) => allowsNextStage(ends('succeeded', status)));
  expect(allowing).toEqual(['succeeded', 'succeeded-with-warnings']);
  expect(allowsNextStage(ends('red'))).toBe(false);
  expect(allowsNextStage(ends('succeeded', 'skipped'))).toBe(false);
});
