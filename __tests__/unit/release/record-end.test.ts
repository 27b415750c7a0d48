import { describe, expect, test } from '@jest/globals';
import { type Status, statuses } from '../../../src/release/outcome.ts';
import {
  type EndSource,
  endSourceOf,
  isCorrection,
  isReplaceable,
  type Progress,
  type SavedEnd,
  savedEndOf,
} from '../../../src/release/record-end.ts';

const savedEnds = ['none', 'provisional', 'definite', 'good'] as const;

test.each<[Progress, readonly EndSource[]]>([
  ['not-started', ['awaited', 'awaited', 'saved', 'saved']],
  ['under-way', ['observed', 'observed', 'observed', 'observed']],
  ['incomplete', ['awaited', 'awaited', 'saved', 'saved']],
  ['succeeded', ['reported', 'reported', 'reported', 'reported']],
  ['failed', ['reported', 'reported', 'reported', 'reported']],
])('the records of a release that is %s get the ends %j', (progress, sources) => {
  expect(savedEnds.map((saved) => endSourceOf(progress, saved))).toEqual(sources);
});

test('a saved end is provisional if the run stopped watching before the end', () => {
  const kindOf = (kind: SavedEnd): readonly Status[] => statuses.filter((each) => savedEndOf(each) === kind);
  expect(savedEndOf(undefined)).toBe('none');
  expect(kindOf('none')).toEqual(['pending-review']);
  expect(kindOf('good')).toEqual(['succeeded', 'succeeded-with-warnings']);
  expect(kindOf('provisional')).toEqual(['timed-out', 'cancelled', 'unknown']);
});

describe('a success', () => {
  test.each([
    ['none', true],
    ['provisional', true],
    ['definite', true],
    ['good', false],
  ] as const)('after the end "%s" corrects it: %p', (saved, corrects) => {
    expect(isCorrection(saved, 'succeeded')).toBe(corrects);
    expect(isCorrection(saved, 'failed')).toBe(false);
  });
});

test.each([
  ['ended', true, true],
  ['ended', false, false],
  ['skipped', false, true],
  ['refused', true, false],
  ['asked', true, false],
  ['open', true, false],
] as const)(
  'a record that is "%s" in a tracker that corrects (%p) is replaceable: %p',
  (state, corrects, is) => {
    expect(isReplaceable(state, corrects)).toBe(is);
  },
);
