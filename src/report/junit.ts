import { sanitizeLines } from '../ci/sanitize.ts';
import { hasSucceeded } from '../release/outcome.ts';
import type { DeploymentProblem } from '../release/platform.ts';
import type { ReleaseResult, TestCase } from '../release/result.ts';
import { cutText, formatNumber } from '../shared/format.ts';
import { oneLine } from './blocks.ts';
import { fitting } from './fitting.ts';

/**
 * Renders a release as a JUnit file, in the structure that Jenkins, GitLab and Azure Pipelines read:
 * https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 * and https://docs.gitlab.com/ci/testing/unit_test_reports/.
 */

/** The limits of the file: bytes of each suite, and characters of a name, a title and a text. GitLab reads 30 MB. */
const SUITE_BYTES = 4 * 1024 * 1024;
const MOST_SUITES = 200;
const LONGEST_NAME = 500;
const LONGEST_MESSAGE = 1_000;
const LONGEST_TEXT = 16_000;

/** One case of the file. */
export interface Case {
  readonly name: string;
  readonly verdict: TestCase['status'];
  /** The kind of a failure; empty for none. */
  readonly type: string;
  readonly text: string;
  readonly seconds?: number;
}

/** A suite of the file. */
export interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** When something began and ended, in milliseconds since the Unix epoch. */
type Times = Pick<ReleaseResult, 'startedAt' | 'endedAt'>;

/** A suite with the facts that its element needs. */
export interface TimedSuite extends Suite {
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** The size limit of its cases, in bytes; cases that do not fit are counted. */
  readonly most?: number;
}

/** The facts about a run that decide what counts as a failure. */
export interface JUnitOptions {
  /** What `on-warnings` says about warnings of the inspection. */
  readonly onWarnings: 'allow' | 'fail';
  /** Removes secrets from a text. */
  readonly redact: (text: string) => string;
}

/** Renders the file of one deployment. */
export function renderJUnit(result: ReleaseResult, { onWarnings, redact }: JUnitOptions): string {
  const { startedAt } = result;
  return renderSuites(
    suitesOf(result, onWarnings).map((suite) => ({ ...suite, startedAt })),
    result,
    redact,
  );
}

/** The suites of one deployment. The first has one case: the deployment itself. */
export function suitesOf(
  result: ReleaseResult,
  onWarnings: JUnitOptions['onWarnings'],
): readonly [Suite, ...Suite[]] {
  return [
    releaseSuite(result),
    ...inspectionSuite(result, onWarnings),
    ...testSuites(result.testCases ?? []),
  ];
}

/**
 * Renders a file of suites.
 * @param times those of everything in the file
 * @param redact removes secrets from a text
 */
export function renderSuites(
  suites: readonly TimedSuite[],
  times: Times,
  redact: JUnitOptions['redact'],
): string {
  const rendered = suites.map((suite) => renderSuite(suite, redact));
  const total = sum(rendered);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="lowcode-deploy" tests="${total.tests}" failures="${total.failures}" errors="${total.errors}" time="${secondsOf(times).toFixed(3)}">
${rendered.map(({ xml }) => xml).join('\n')}
</testsuites>
`;
}

/** The time between them in seconds. */
export const secondsOf = ({ startedAt, endedAt }: Times): number => Math.max(0, endedAt - startedAt) / 1000;

/** The release as a case. Waiting for a reviewer is neither a success nor a failure. */
function releaseSuite(result: ReleaseResult): Suite {
  const { plan, outcome } = result;
  const { status } = outcome;
  const name = plan
    ? `${plan.operation} ${plan.component} ${plan.version} ${plan.operation === 'export' ? 'from' : 'to'} ${plan.environment}`
    : 'release';
  const text = withAdvice(outcome);
  const verdict = hasSucceeded(status) ? 'passed' : status === 'pending-review' ? 'skipped' : 'failed';
  return { name: 'release', cases: [{ name, verdict, type: status, text, seconds: secondsOf(result) }] };
}

/** A reason, with the advice on a line of its own. */
export function withAdvice({ reason, advice }: Pick<ReleaseResult['outcome'], 'reason' | 'advice'>): string {
  return advice === undefined ? reason : `${reason}\nWhat to do: ${advice}`;
}

/** A case for each problem. Problems that a policy has allowed do not fail the report of a green release. */
function inspectionSuite(
  { inspection, outcome }: ReleaseResult,
  onWarnings: JUnitOptions['onWarnings'],
): readonly Suite[] {
  if (inspection === undefined || inspection.problems.length === 0) return [];
  const isGreen = hasSucceeded(outcome.status);
  const fails = { error: !isGreen, warning: onWarnings === 'fail' && outcome.status === 'inspection-failed' };
  const cases = inspection.problems.map(({ severity, object, uuid, message }: DeploymentProblem): Case => {
    const name = [object, uuid && `(${uuid})`].filter(Boolean).join(' ') || oneLine(message, 100);
    return { name, verdict: fails[severity] ? 'failed' : 'skipped', type: severity, text: message };
  });
  return [{ name: 'inspection', cases }];
}

/** The tests by their suites, in the order of the first test of each. */
function testSuites(tests: readonly TestCase[]): readonly Suite[] {
  const bySuite = new Map<string, Case[]>();
  for (const { suite, name, status, message } of tests) {
    const cases = bySuite.get(suite) ?? [];
    cases.push({ name, verdict: status, type: status, text: message });
    bySuite.set(suite, cases);
  }
  const suites = [...bySuite].map(([name, cases]) => ({ name: `tests.${name}`, cases }));
  if (suites.length <= MOST_SUITES) return suites;
  const rest = suites.slice(MOST_SUITES - 1).flatMap(({ cases }) => cases);
  return [...suites.slice(0, MOST_SUITES - 1), { name: 'tests of other suites', cases: rest }];
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
}

function sum(rendered: readonly Counts[]): Counts {
  const add = (of: (each: Counts) => number): number => rendered.reduce((all, each) => all + of(each), 0);
  return {
    tests: add(({ tests }) => tests),
    failures: add(({ failures }) => failures),
    errors: add(({ errors }) => errors),
  };
}

function renderSuite(
  { name, cases, startedAt, most = SUITE_BYTES }: TimedSuite,
  redact: JUnitOptions['redact'],
): Counts & { readonly xml: string } {
  const suite = xmlText(redact(oneLine(name, LONGEST_NAME)));
  const { shown, rest } = fitting(
    namedApart(cases),
    most,
    (each) => ({ each, xml: renderCase(each, suite, redact) }),
    ({ xml }) => Buffer.byteLength(xml),
  );
  const all = rest > 0 ? [...shown, leftOut(cases.slice(shown.length), suite)] : shown;
  const number = (verdict: Case['verdict']): number =>
    all.filter(({ each }) => each.verdict === verdict).length;
  const counts = { tests: all.length, failures: number('failed'), errors: number('error') };
  const began = new Date(startedAt).toISOString().slice(0, 19);
  const time = (cases[0]?.seconds ?? 0).toFixed(3);
  const xml = `  <testsuite name="${suite}" tests="${counts.tests}" failures="${counts.failures}" errors="${counts.errors}" skipped="${number('skipped')}" time="${time}" timestamp="${began}">
${all.map((each) => each.xml).join('\n')}
  </testsuite>`;
  return { ...counts, xml };
}

/** The case that counts the ones that do not fit. It fails if one of them does. */
function leftOut(cases: readonly Case[], suite: string): { readonly each: Case; readonly xml: string } {
  const fails = cases.some(({ verdict }) => verdict === 'failed' || verdict === 'error');
  const each: Case = {
    name: `${formatNumber(cases.length)} more`,
    verdict: fails ? 'failed' : 'skipped',
    type: 'left-out',
    text: 'These cases do not fit into this file. The file of output `result-file` has more.',
  };
  return { each, xml: renderCase(each, suite, (text) => text) };
}

/** Numbers cases of the same name, because GitLab reads only the first of them. */
function* namedApart(cases: readonly Case[]): Generator<Case> {
  const seen = new Map<string, number>();
  for (const each of cases) {
    const name = oneLine(each.name, LONGEST_NAME) || 'unnamed';
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    yield { ...each, name: number === 1 ? name : `${name} (${number})` };
  }
}

const elements = { failed: 'failure', error: 'error', skipped: 'skipped' } as const;

function renderCase(
  { name, verdict, type, text, seconds = 0 }: Case,
  suite: string,
  redact: (text: string) => string,
): string {
  const head = `    <testcase classname="${suite}" name="${xmlText(redact(name))}" time="${seconds.toFixed(3)}"`;
  if (verdict === 'passed') return `${head}/>`;
  const element = elements[verdict];
  const message = xmlText(redact(oneLine(text, LONGEST_MESSAGE)));
  const content = xmlText(redact(sanitizeLines(cutText(text, LONGEST_TEXT)).join('\n')));
  return `${head}>\n      <${element} type="${type}" message="${message}">${content}</${element}>\n    </testcase>`;
}

/** Characters that XML 1.0 forbids, also as references: https://www.w3.org/TR/xml/#charsets */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Escapes a text for an element or an attribute. */
function xmlText(text: string): string {
  // A reader turns a plain line break in an attribute into a space.
  return text.replace(FORBIDDEN, '').replace(/[&<>"'\r\n\t]/g, (found) => `&#${found.codePointAt(0)};`);
}
