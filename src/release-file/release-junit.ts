import {
  type Case,
  renderSuites,
  secondsOf,
  suitesOf,
  type TimedSuite,
  withAdvice,
} from '../report/junit.ts';
import { verdictTexts } from './describe.ts';
import type { ItemReport, ReleaseReport } from './release-report.ts';

/** The size limit of all suites together, in bytes. GitLab reads 30 MB. */
const ALL_BYTES = 20 * 1024 * 1024;
/** The name of the suite of the release as a whole. No deployment has it: their names contain an arrow. */
const WHOLE = 'release';

/**
 * Renders a release as one JUnit file: a suite for the release as a whole, then one for each deployment.
 * @param report without secrets
 * @param redact removes secrets that only formatting has put together
 */
export function renderReleaseJUnit(report: ReleaseReport, redact: (text: string) => string): string {
  const most = Math.floor(ALL_BYTES / (report.items.length + 1));
  const suites = [wholeSuite(report), ...report.items.map((item) => itemSuite(item, report))];
  return renderSuites(
    suites.map((suite) => ({ ...suite, most })),
    report,
    redact,
  );
}

function wholeSuite(report: ReleaseReport): TimedSuite {
  const { status, exit, file, advice, startedAt } = report;
  const whole: Case = {
    name: `release ${file}`,
    verdict: exit !== 0 ? 'failed' : status === 'pending-review' ? 'skipped' : 'passed',
    type: status,
    text: withAdvice({ reason: verdictTexts(report).join('\n'), ...(advice !== undefined && { advice }) }),
    seconds: secondsOf(report),
  };
  return { name: WHOLE, startedAt, cases: [whole] };
}

/** The deployment as a case, then one for each problem of its inspection and for each test. */
function itemSuite(item: ItemReport, { startedAt }: ReleaseReport): TimedSuite {
  const { deployment, status, exit, result, problems, onWarnings = 'allow' } = item;
  const { name } = deployment;
  if (result === undefined) {
    const verdict = exit === 0 ? 'skipped' : 'failed';
    const text = problems.length > 0 ? problems.join('\n') : 'It was not started.';
    return { name, startedAt, cases: [{ name, verdict, type: status, text }] };
  }
  const [own, ...others] = suitesOf(result, onWarnings);
  const cases = [
    ...own.cases.map((each) => (exit === 0 ? each : failed(each, result.trackerTrouble))),
    ...others.flatMap((suite) =>
      suite.cases.map((each) => ({ ...each, name: `${suite.name}: ${each.name}` })),
    ),
  ];
  return { name, startedAt: result.startedAt, cases };
}

/** A deployment that succeeded is red too if a tracker could not be notified and `on-tracker-error` is `fail`. */
function failed(own: Case, trackerTrouble: readonly string[]): Case {
  if (own.verdict === 'failed') return own;
  return { ...own, verdict: 'failed', text: [own.text, ...trackerTrouble].join('\n') };
}
