import { count, cutText, formatNames } from '../../shared/format.ts';
import type { Outcome } from '../outcome.ts';
import type { TestCase, TestCounts } from '../result.ts';

/** What a platform knows about the tests that it has run. Texts come from servers and are untrusted. */
export interface TestReport {
  readonly cases: readonly TestCase[];
  /** Absent if nothing could be judged. */
  readonly counts?: TestCounts;
  /** The names of the applications for which no test was found. */
  readonly untested: readonly string[];
  /** Sentences that state why the results cannot be trusted. */
  readonly doubts: readonly string[];
}

/** What to do if no test is found for an application. */
export type OnNoTests = 'fail' | 'allow';

const ADVICE =
  'The deployment stays. Correct the application and deploy it again, or deploy the version before with `operation: rollback`.';

/**
 * Judges the tests that ran after a deployment. They are good only if every test that was found has passed, the counts
 * agree, and there is a test for each application or `on-no-tests` allows that there is none.
 */
export function judgeTests(report: TestReport, onNoTests: OnNoTests): Outcome {
  const defects = [...failures(report), ...report.doubts, ...contradictions(report)];
  const untested = untestedIn(report);
  if (defects.length > 0)
    return { status: 'tests-failed', reason: [...defects, ...untested].join(' '), advice: ADVICE };
  if (untested.length > 0 && onNoTests === 'fail')
    return { status: 'tests-failed', reason: untested.join(' '), advice: UNTESTED_ADVICE };
  const { passed = 0 } = report.counts ?? {};
  const good = passed > 0 ? [`${count(passed, 'test')} passed.`] : [];
  const allowed = untested.map((each) => `${each} \`on-no-tests: allow\` accepts that.`);
  return { status: 'succeeded', reason: [...good, ...allowed].join(' ') };
}

const UNTESTED_ADVICE = 'Check `tests`, and that the environment has the tests; or set `on-no-tests: allow`.';

/** The outcome if the tests could not be run to their end, or their results could not be read. */
export function unjudged(why: string, advice = ADVICE): Outcome {
  return { status: 'tests-failed', reason: `The tests could not be judged. ${why}`, advice };
}

/** Whether a test case makes the release red. */
export function isBad({ status }: TestCase): boolean {
  return status === 'failed' || status === 'error';
}

function failures({ cases, counts }: TestReport): readonly string[] {
  const bad = cases.filter(isBad);
  if (bad.length === 0) return [];
  const { total = cases.length } = counts ?? {};
  const parts = [
    ...(counts?.failed ? [`${counts.failed} failed`] : []),
    ...(counts?.errors ? [`${counts.errors} could not be completed`] : []),
  ];
  const what = parts.length > 0 ? parts.join(' and ') : `${bad.length} failed`;
  return [`Of ${count(total, 'test')}, ${what}: ${formatNames(bad.map(nameOf))}.`];
}

/** Long enough for people, short enough for a sentence with several of them, in characters. */
const LONGEST_NAME = 120;

function nameOf({ suite, name }: TestCase): string {
  return `${cutText(suite, LONGEST_NAME)} › ${cutText(name, LONGEST_NAME)}`;
}

/** Counts that do not agree with the test cases, so that a failure without a case does not pass unnoticed. */
function contradictions({ cases, counts, untested }: TestReport): readonly string[] {
  if (counts === undefined) return ['Nothing is known about the results of the tests.'];
  const { total, passed, failed, errors } = counts;
  if (cases.some(isBad)) return [];
  if (failed + errors > 0)
    return [
      `Of ${count(total, 'test')}, ${failed + errors} did not pass, and the answer does not name them.`,
    ];
  if (passed !== total) return [`Of ${count(total, 'test')}, only ${passed} passed.`];
  return total === 0 && untested.length === 0 ? ['No test was run.'] : [];
}

function untestedIn({ untested }: TestReport): readonly string[] {
  return untested.length === 0
    ? []
    : [`No test was found for ${formatNames(untested.map((name) => cutText(name, LONGEST_NAME)))}.`];
}
