import type { TestCase } from '../../../release/result.ts';
import type { TestReport } from '../../../release/tests/judge-tests.ts';
import type { ApplicationResult, CaseResult, RuleResult, TestRunResult } from './result.ts';

/** The value of the input `tests`: the rules of the whole site, or of the applications that the Web API names. */
export type RuleTestScope = 'all' | 'applications';

/** What was asked for. */
interface Asked {
  readonly scope: RuleTestScope;
  /** The id that the start of the run returned. */
  readonly id: string;
  /** The host name of the site, for messages. */
  readonly site: string;
}

/** The words for a test case. Appian never translates them. */
const CASE_STATUS: Readonly<Record<string, TestCase['status']>> = {
  PASS: 'passed',
  FAIL: 'failed',
  ERROR: 'error',
  TIMEOUT: 'error',
};

/** Interprets the result of a test run. Every unknown word and every contradiction is a doubt. */
export function reportOf(result: TestRunResult, asked: Asked): TestReport {
  const { testCount: total, passCount: passed, failureCount: failed, errorCount: errors } = result;
  return {
    cases: casesOf(result.applications),
    counts: { total, passed, failed, errors },
    untested: untestedIn(result, asked),
    doubts: doubtsAbout(result, asked),
  };
}

function doubtsAbout({ id, status, errorCount, failureCount }: TestRunResult, asked: Asked): string[] {
  const bad = errorCount + failureCount > 0;
  return [
    ...(id === asked.id
      ? []
      : [`Appian was asked for the result of test run ${asked.id} and sent that of ${id}.`]),
    ...contradiction(status, bad),
  ];
}

function contradiction(status: string, bad: boolean): readonly string[] {
  switch (status) {
    case 'PASS':
      return bad ? ['Appian calls the test run PASS, although tests did not pass.'] : [];
    case 'FAIL':
    case 'ERROR':
      return bad ? [] : [`Appian calls the test run ${status}, and does not say why.`];
    case 'IN PROGRESS':
      return ['Appian called the test run COMPLETE and sent its results while it was IN PROGRESS.'];
    default:
      return [`The test run ended with a status that is not documented: ${status}.`];
  }
}

/** A run of chosen applications must have a test for each of them, a run of the whole site at least one. */
function untestedIn({ testCount, type, applications }: TestRunResult, { scope, site }: Asked): string[] {
  if (testCount === 0) return [site];
  if (scope === 'all' || type === 'System Test') return [];
  return applications.filter((each) => each.testCount === 0 && each.uuid !== '').map(({ name }) => name);
}

/** The test cases, each once: a rule in two applications is listed in both, and has run once. */
function casesOf(applications: readonly ApplicationResult[]): readonly TestCase[] {
  const owners = new Map<string, ApplicationResult>();
  const isRepeated = (application: ApplicationResult, rule: RuleResult, { name, status }: CaseResult) => {
    const key = JSON.stringify([rule.uuid || rule.name, name, status]);
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, application);
    return owner !== undefined && owner !== application;
  };
  return applications.flatMap((application) => [
    ...(application.errorMessage
      ? [
          {
            suite: application.name,
            name: 'all tests',
            status: 'error',
            message: application.errorMessage,
          } as const,
        ]
      : []),
    ...application.rules.flatMap((rule) =>
      rule.cases.filter((each) => !isRepeated(application, rule, each)).map((each) => caseOf(rule, each)),
    ),
  ]);
}

function caseOf(rule: RuleResult, { id, name, status, ...messages }: CaseResult): TestCase {
  const known = Object.hasOwn(CASE_STATUS, status) ? CASE_STATUS[status] : undefined;
  const said = messages.errorMessage || messages.failureMessage;
  const otherwise =
    known === undefined
      ? `Appian reports a status that is not documented: ${status}.`
      : status === 'TIMEOUT'
        ? 'The test case ran out of time.'
        : '';
  return {
    suite: rule.name || rule.uuid,
    name: name || `case ${id}`,
    status: known ?? 'error',
    message: said || otherwise,
  };
}
