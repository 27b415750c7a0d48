import { HttpFailure } from '../../../http/failure.ts';
import { Halt, Interrupted } from '../../../release/outcome.ts';
import type { FollowUpRun } from '../../../release/platform.ts';
import { type TestReport, unjudged } from '../../../release/tests/judge-tests.ts';
import { OUT_OF_TIME } from '../../../release/tests/tests-step.ts';
import { count } from '../../../shared/format.ts';
import { type TestsAdvice, testsAdvice } from '../../tests-advice.ts';
import type { TestComponents } from './client.ts';
import { broken, type JudgedSuite, judgeSuite, type Suite, suitesIn, sumOf } from './suites.ts';
import type { TestModule } from './wire.ts';

/** The test screens of one application. */
interface Found {
  readonly application: string;
  readonly modules: readonly TestModule[];
}

/**
 * Runs the BDD tests of applications, one suite after the other. Every application is looked for before the first suite
 * runs. A suite whose answer is lost is not run again: that is an error of this suite, and the others still run.
 * @param applications their names
 * @throws Halt if the probe cannot say which tests there are, or the signal's reason if the run is cancelled
 */
export async function runBddTests(
  components: TestComponents,
  applications: readonly string[],
  run: FollowUpRun,
): Promise<TestReport> {
  const found: Found[] = [];
  for (const application of applications)
    found.push({ application, modules: await find(components, application, run) });
  const suites = suitesIn(found.flatMap(({ modules }) => modules));
  run.log.info(`  ${count(suites.length, 'test suite')} on ${components.base.host}`);
  const judged: JudgedSuite[] = [];
  let cut = false;
  for (const suite of suites) {
    run.save(`${judged.length} of ${count(suites.length, 'suite')} had ended`);
    if (cut) judged.push(broken(suite, `It was not run. ${OUT_OF_TIME}`));
    else {
      const end = await runSuite(components, suite, run);
      cut = end === 'out of time';
      judged.push(end === 'out of time' ? broken(suite, `It had not ended. ${OUT_OF_TIME}`) : end);
    }
  }
  return {
    cases: judged.map(({ suite }) => suite),
    counts: sumOf(judged),
    untested: untestedIn(found, judged),
    doubts: cut ? [OUT_OF_TIME] : [],
  };
}

function untestedIn(found: readonly Found[], judged: readonly JudgedSuite[]): readonly string[] {
  const empty = new Set(
    judged
      .filter(({ suite }) => suite.status === 'skipped')
      .map(({ suite }) => JSON.stringify([suite.suite, suite.name])),
  );
  const hasScenario = ({ modules }: Found): boolean =>
    suitesIn(modules).some(({ module, screen }) => !empty.has(JSON.stringify([module, screen])));
  return found.filter((each) => !hasScenario(each)).map(({ application }) => application);
}

async function find(
  components: TestComponents,
  application: string,
  { signal }: FollowUpRun,
): Promise<readonly TestModule[]> {
  try {
    return await components.find(application, signal);
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    const missing =
      error.facts.status === 404 ? `The CI/CD Probe is not installed on ${components.base.host}. ` : '';
    throw new Halt(unjudged(`${missing}${error.message}`, testsAdvice(error.facts, ADVICE)), error);
  }
}

/** Runs a suite. The time limit for all tests may end it. @throws the signal's reason if the run is cancelled */
async function runSuite(
  components: TestComponents,
  suite: Suite,
  run: FollowUpRun,
): Promise<JudgedSuite | 'out of time'> {
  const { side } = suite;
  if (side !== 'server' && side !== 'client')
    return broken(suite, `It was not run: the probe names a framework that is not known, "${side}".`);
  run.log.info(`  ${suite.module} › ${suite.screen}`);
  try {
    return judgeSuite(suite, await components.run({ ...suite, side }, run.signal));
  } catch (error) {
    if (error instanceof Interrupted && error.by === 'timeout') return 'out of time';
    if (!(error instanceof HttpFailure)) throw error;
    const missing = error.facts.status === 404 ? `${NO_FRAMEWORK[side]} ` : '';
    return broken(suite, `${missing}${error.message}`);
  }
}

const NO_FRAMEWORK = {
  server: 'The BDD Framework is not installed there, or the screen is gone.',
  client: 'The client side of the BDD Framework is not installed there, or the screen is gone.',
} as const;

/** What the user should do, by what went wrong. */
const ADVICE: TestsAdvice = {
  network:
    'The deployment stays. Check `tests-url` and the network between the runner and the environment, then run the tests again.',
  unreadable:
    'Check that `tests-url` is the environment and not a login page, and that its CI/CD Probe is version 1 or 2.',
  forbidden: 'Set `tests-token` to the key of the CI/CD Probe, which is a site property of it.',
  missing:
    'Install the Forge components CI/CD Probe and BDD Framework in the environment, or correct `tests-url`.',
  otherStatus: 'The deployment stays. The words of the environment above say what went wrong.',
};
