import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { formatCounts, interpret, judge } from '../../../../src/platforms/appian/status.ts';
import type { Count, Inspection } from '../../../../src/release/platform.ts';

const clean: Count = { what: 'objects', total: 22, imported: 20, failed: 0, skipped: 2 };
const broken: Count = { what: 'objects', total: 22, imported: 20, failed: 2, skipped: 0 };
const policies = ['wait', 'stop'] as const;
const documented = [
  'IN_PROGRESS',
  'PENDING_REVIEW',
  'COMPLETED',
  'COMPLETED_WITH_ERRORS',
  'COMPLETED_WITH_IMPORT_ERRORS',
  'COMPLETED_WITH_PUBLISH_ERRORS',
  'FAILED',
  'REJECTED',
] as const;

describe('a status of an import', () => {
  test.each([
    ['COMPLETED', 'succeeded'],
    ['COMPLETED_WITH_ERRORS', 'failed'],
    ['COMPLETED_WITH_IMPORT_ERRORS', 'failed'],
    ['COMPLETED_WITH_PUBLISH_ERRORS', 'failed'],
    ['FAILED', 'failed'],
    ['REJECTED', 'rejected'],
    ['COMPLETED_WITH_EXPORT_ERRORS', 'unknown'],
    ['Unavailable', 'unknown'],
    ['completed', 'unknown'],
    [' COMPLETED', 'unknown'],
    ['', 'unknown'],
  ])('%p ends the deployment as %s, whatever the review policy', (status, expected) => {
    for (const onReview of policies) {
      const meaning = interpret(status, [clean], { onReview });
      expect(meaning).toMatchObject({ phase: 'over', outcome: { status: expected } });
    }
  });

  test.each(policies)('IN_PROGRESS is waited for under on-review: %s', (onReview) => {
    expect(interpret('IN_PROGRESS', [], { onReview })).toEqual({ phase: 'underway' });
  });

  test('PENDING_REVIEW is waited for under on-review: wait, and the log says for whom', () => {
    expect(interpret('PENDING_REVIEW', [], { onReview: 'wait' })).toEqual({
      phase: 'underway',
      note: 'a reviewer must approve it in the Deploy view of Appian Designer',
    });
  });

  test('PENDING_REVIEW ends the run under on-review: stop', () => {
    expect(interpret('PENDING_REVIEW', [], { onReview: 'stop' })).toMatchObject({
      phase: 'over',
      outcome: { status: 'pending-review' },
    });
  });

  test('COMPLETED with failed objects is a failure, for it contradicts itself', () => {
    const meaning = interpret('COMPLETED', [clean, broken], { onReview: 'wait' });
    expect(meaning).toMatchObject({ phase: 'over', outcome: { status: 'failed' } });
    expect(JSON.stringify(meaning)).toContain('COMPLETED but counts failures');
  });

  test('COMPLETED without any counts is a success', () => {
    expect(interpret('COMPLETED', [], { onReview: 'wait' })).toMatchObject({
      outcome: { status: 'succeeded', reason: 'Appian deployed it: it reports no counts.' },
    });
  });

  test.each(['COMPLETED_WITH_IMPORT_ERRORS', 'FAILED', 'REJECTED', 'NEW_IN_V3'])(
    '%s comes with advice',
    (status) => {
      const meaning = interpret(status, [broken], { onReview: 'wait' });
      expect(meaning.phase === 'over' && meaning.outcome.advice).toMatch(/\w.*\.$/);
    },
  );

  test('an undocumented status is named', () => {
    const meaning = interpret('NEW_IN_V3', [], { onReview: 'wait' });
    expect(meaning.phase === 'over' && meaning.outcome.reason).toContain('NEW_IN_V3');
  });

  test('only COMPLETED is ever a success', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom(...documented)),
        fc.constantFrom(...policies),
        fc.nat(3),
        (status, onReview, failed) => {
          const meaning = interpret(status, [{ ...clean, failed }], { onReview });
          const success = meaning.phase === 'over' && meaning.outcome.status === 'succeeded';
          expect(success).toBe(status === 'COMPLETED' && failed === 0);
        },
      ),
    );
  });
});

describe('the verdict on an inspection', () => {
  const inspection: Inspection = {
    id: 'i-1',
    status: 'COMPLETED',
    errors: 0,
    warnings: 0,
    problems: [],
    counts: [clean],
  };

  test.each([
    [0, 0, 0, 'allow', 'go'],
    [0, 0, 0, 'fail', 'go'],
    [1, 0, 0, 'allow', 'inspection-failed'],
    [1, 3, 0, 'fail', 'inspection-failed'],
    [0, 0, 2, 'allow', 'inspection-failed'],
    [0, 1, 2, 'allow', 'inspection-failed'],
    [0, 3, 0, 'allow', 'go with warnings'],
    [0, 3, 0, 'fail', 'inspection-failed'],
  ] as const)(
    '%i errors, %i warnings, %i failed objects under on-warnings: %s: %s',
    (errors, warnings, failed, onWarnings, expected) => {
      const verdict = judge({ ...inspection, errors, warnings, counts: [{ ...clean, failed }] }, onWarnings);
      const passed = verdict.kind === 'go' && (verdict.warned ? 'go with warnings' : 'go');
      expect(passed || (verdict.kind === 'stop' && verdict.outcome.status)).toBe(expected);
    },
  );

  test('failed admin console settings stop it although no error is counted', () => {
    const settings = { ...broken, what: 'admin console settings' };
    expect(judge({ ...inspection, counts: [clean, settings] }, 'allow')).toEqual({
      kind: 'stop',
      outcome: {
        status: 'inspection-failed',
        reason:
          'The inspection expects 0 errors and 0 warnings; 22 admin console settings (would import 20, 2 would fail). Nothing was deployed.',
        advice: 'Fix the package: the problems are listed by object.',
      },
    });
  });

  test('warnings under on-warnings: fail name the input that lets them pass', () => {
    const verdict = judge({ ...inspection, warnings: 1 }, 'fail');
    expect(verdict.kind === 'stop' && verdict.outcome.reason).toContain(
      '1 warning and `on-warnings` is fail',
    );
    expect(verdict.kind === 'stop' && verdict.outcome.advice).toContain('on-warnings: allow');
  });

  test('a package without counts and problems may go', () => {
    expect(judge({ ...inspection, counts: [] }, 'fail')).toEqual({
      kind: 'go',
      warned: false,
      reason: 'The inspection expects no problems.',
    });
  });
});

test.each([
  [[], 'it reports no counts'],
  [[clean], '22 objects (20 imported, 2 unchanged or skipped)'],
  [
    [broken, { ...clean, what: 'plug-ins', total: 0, imported: 0, skipped: 0 }],
    '22 objects (20 imported, 2 failed), 0 plug-ins',
  ],
])('counts are said in words: %j', (counts, words) => {
  expect(formatCounts(counts)).toBe(words);
});
