import { describe, expect, test } from '@jest/globals';
import type { TestCase } from '../../../src/release/result.ts';
import { judgeTests, type TestReport } from '../../../src/release/tests/judge-tests.ts';

const good: TestCase = { suite: 'Rule', name: 'one', status: 'passed', message: '' };
const bad: TestCase = { ...good, name: 'two', status: 'failed', message: 'expected 1' };
const broken: TestCase = { ...good, name: 'three', status: 'error', message: 'no rule' };
const counts = (total: number, passed = total, failed = 0, errors = 0) => ({ total, passed, failed, errors });
const passed: TestReport = { cases: [good], counts: counts(1), untested: [], doubts: [] };

describe('tests that are good', () => {
  test.each([
    ['every test passed', passed, 'fail', '1 test passed.'],
    [
      'no test, which is allowed',
      { cases: [], counts: counts(0), untested: ['Portal'], doubts: [] },
      'allow',
      'No test was found for "Portal". `on-no-tests: allow` accepts that.',
    ],
    [
      'one application without a test, which is allowed',
      { ...passed, untested: ['Portal'] },
      'allow',
      '1 test passed. No test was found for "Portal". `on-no-tests: allow` accepts that.',
    ],
  ] as const)('%s', (_, report, onNoTests, reason) =>
    expect(judgeTests(report, onNoTests)).toEqual({ status: 'succeeded', reason }),
  );
});

describe('tests that make the release red', () => {
  const cases: readonly (readonly [string, Partial<TestReport>, 'fail' | 'allow', string])[] = [
    [
      'a failure',
      { cases: [good, bad], counts: counts(2, 1, 1) },
      'allow',
      'Of 2 tests, 1 failed: "Rule › two".',
    ],
    [
      'an error',
      { cases: [bad, broken], counts: counts(3, 1, 1, 1) },
      'fail',
      'Of 3 tests, 1 failed and 1 could not be completed: "Rule › two" and "Rule › three".',
    ],
    [
      'a case that the counts deny',
      { cases: [bad], counts: counts(1) },
      'fail',
      'Of 1 test, 1 failed: "Rule › two".',
    ],
    [
      'no test',
      { cases: [], counts: counts(0), untested: ['A', 'B'] },
      'fail',
      'No test was found for "A" and "B".',
    ],
    ['no test, which nobody names', { cases: [], counts: counts(0) }, 'allow', 'No test was run.'],
    ['counts of failures that no case explains', { counts: counts(3, 2, 1) }, 'allow', 'does not name them'],
    ['fewer passed than ran', { counts: counts(3, 2) }, 'allow', 'Of 3 tests, only 2 passed.'],
    ['a doubt', { doubts: ['It is that of another run.'] }, 'allow', 'It is that of another run.'],
  ];
  test.each(cases)('%s', (_, change, onNoTests, reason) => {
    const outcome = judgeTests({ ...passed, ...change }, onNoTests);
    expect(outcome.status).toBe('tests-failed');
    expect(outcome.reason).toContain(reason);
    expect(outcome.advice).toMatch(/\.$/);
  });

  test('results of which nothing is known', () => {
    const { counts: _, ...unknown } = passed;
    expect(judgeTests(unknown, 'allow')).toMatchObject({ status: 'tests-failed' });
  });
});
