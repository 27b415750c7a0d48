import { Halt, Interrupted, isGreen } from '../outcome.ts';
import type { FollowUp, FollowUpReport, FollowUpRun } from '../platform.ts';
import { judgeTests, type OnNoTests, type TestReport, unjudged } from './judge-tests.ts';

/** The tests to run after the deployment, and how to judge them. */
export interface TestsAfter {
  /** The limit for all tests together, in milliseconds. */
  readonly timeoutMs: number;
  readonly onNoTests: OnNoTests;
  /** Where they run, for the log. */
  readonly place: string;
  /**
   * Runs the tests.
   * @throws Halt if they cannot be judged, or the signal's reason
   */
  run(run: FollowUpRun): Promise<TestReport>;
}

/** The sentence for tests that ran out of time. */
export const OUT_OF_TIME = 'The time limit of `tests-timeout` was reached.';

const OUT_OF_TIME_ADVICE =
  'The deployment stays. See on the platform whether the tests still run, and set a higher `tests-timeout` if they need longer.';

/**
 * Creates the step that runs the tests. It is taken once: a request that starts tests is an effect, so another process
 * does not complete it.
 */
export function testsStep({ timeoutMs, onNoTests, place, run: runTests }: TestsAfter): FollowUp {
  let report: FollowUpReport = {};
  let reached: string | undefined;
  return {
    name: 'tests',
    failure: 'tests-failed',
    isRepeatable: false,
    budgetMs: () => timeoutMs,
    async run(run) {
      run.log.info(`Running the tests on ${place}`);
      const save = (progress: string): void => {
        reached = progress;
        run.save(progress);
      };
      const found = await runTests({ ...run, save }).catch((error: unknown) => {
        if (error instanceof Interrupted && error.by === 'timeout')
          throw new Halt(unjudged(OUT_OF_TIME, OUT_OF_TIME_ADVICE), error);
        throw error;
      });
      const { cases, counts } = found;
      report = { testCases: cases, ...(counts && { tests: counts }) };
      const outcome = judgeTests(found, onNoTests);
      if (!isGreen(outcome.status)) throw new Halt(outcome);
      run.log.info(`  ${outcome.reason}`);
      return undefined;
    },
    describe: (progress = reached) => `The tests had not ended${progress ? `: ${progress}` : ''}.`,
    report: () => report,
  };
}
