import type { TestCase, TestCounts } from '../../../release/result.ts';
import type { SuiteResult, TestModule } from './wire.ts';

/** A screen with BDD tests, which one request runs. */
export interface Suite {
  readonly module: string;
  readonly screen: string;
  /** `server` or `client`: the framework that runs it. Any other word is not known. */
  readonly side: string;
}

/** A suite with its result, and the number of its scenarios. */
export interface JudgedSuite {
  readonly suite: TestCase;
  readonly counts: TestCounts;
}

/** Returns every test screen once: two flows can have a screen of the same name, which only one address runs. */
export function suitesIn(modules: readonly TestModule[]): readonly Suite[] {
  const suites = modules.flatMap(({ module, side, screens }) =>
    screens.map((screen) => ({ module, screen, side })),
  );
  return [...new Map(suites.map((each) => [JSON.stringify(each), each])).values()];
}

/**
 * Judges the result of a suite. It has passed only if it says so, has an error nowhere, and at least one scenario ran.
 */
export function judgeSuite(suite: Suite, result: SuiteResult): JudgedSuite {
  const { SuccessfulScenarios: passed, FailedScenarios: failed, SuiteSuccess, ErrorMessage } = result;
  const total = passed + failed;
  const reports = (result.FailureReports ?? []).join('\n');
  if (ErrorMessage)
    return broken(suite, [ErrorMessage, reports].filter(Boolean).join('\n'), { passed, failed });
  if (failed > 0) {
    const message = reports || `${failed} of ${total} scenarios failed.`;
    return { suite: caseOf(suite, 'failed', message), counts: { total, passed, failed, errors: 0 } };
  }
  if (!SuiteSuccess || reports !== '') {
    const message = reports || 'The suite reports that it did not succeed, and does not say why.';
    return broken(suite, message, { passed, failed });
  }
  if (total === 0) {
    return { suite: caseOf(suite, 'skipped', NO_SCENARIO), counts: { total, passed, failed, errors: 0 } };
  }
  return { suite: caseOf(suite, 'passed', ''), counts: { total, passed, failed, errors: 0 } };
}

const NO_SCENARIO = 'The screen has no scenario.';

/** A suite that could not be run to its end, or whose result is not known: an error of its own. */
export function broken(suite: Suite, message: string, known = { passed: 0, failed: 0 }): JudgedSuite {
  const { passed, failed } = known;
  return {
    suite: caseOf(suite, 'error', message),
    counts: { total: passed + failed + 1, passed, failed, errors: 1 },
  };
}

/** The sum of the counts of all suites. */
export function sumOf(judged: readonly JudgedSuite[]): TestCounts {
  const sum = (field: keyof TestCounts): number => judged.reduce((all, { counts }) => all + counts[field], 0);
  return { total: sum('total'), passed: sum('passed'), failed: sum('failed'), errors: sum('errors') };
}

function caseOf({ module, screen }: Suite, status: TestCase['status'], message: string): TestCase {
  return { suite: module, name: screen, status, message };
}
