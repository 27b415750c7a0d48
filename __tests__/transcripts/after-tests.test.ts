import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { Step } from '../support/action.ts';
import { type Running, runInProcess } from '../support/in-process.ts';
import { lifetimeRelease, lifetimeTranscript } from '../support/lifetime.ts';
import { release } from '../support/release.ts';
import { violationsIn } from '../support/requests.ts';
import { transcript, withoutMasks } from '../support/transcript.ts';
import '../support/records.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

type Inputs = Readonly<Record<string, string>>;

const inputsOf = {
  appian: (url: string, scenario: string): Inputs => release(url, scenario, { tests: 'all' }),
  outsystems: (url: string, scenario: string): Inputs =>
    lifetimeRelease(url, scenario, { tests: 'EmployeeBackoffice', 'tests-url': url }),
} as const;

type Platform = keyof typeof inputsOf;

const run = (platform: Platform, scenario: string, more: Inputs = {}): Promise<Step> =>
  runInProcess({ ...inputsOf[platform](sandbox.url, scenario), ...more });

/** What the run must have deployed, whatever its tests have shown. */
function expectDeployedOnce(platform: Platform): void {
  const plans = sandbox.lifetime.plans.map(({ status }) => status);
  const imports = sandbox.appian.deployments.map(({ status }) => status);
  expect([imports, plans]).toEqual(
    platform === 'appian' ? [['COMPLETED'], []] : [[], ['finished_successful']],
  );
}

interface Case {
  readonly platform: Platform;
  readonly scenario: string;
  readonly but?: string;
  readonly more?: Inputs;
  /** Part of the reason. */
  readonly says: string;
  /** The output `tests`: total, passed, failed, errors. Absent if it is empty. */
  readonly counts?: readonly [number, number, number, number];
}

const hurried = { 'tests-timeout': '20s', 'poll-interval': '2s' };

const green: readonly Case[] = [
  { platform: 'appian', scenario: 'happy', says: '3 tests passed.', counts: [3, 3, 0, 0] },
  {
    platform: 'appian',
    scenario: 'happy',
    but: ' of applications',
    more: { tests: 'applications' },
    says: '3 tests passed.',
    counts: [3, 3, 0, 0],
  },
  {
    platform: 'appian',
    scenario: 'no-tests',
    but: ', which is allowed,',
    more: { 'on-no-tests': 'allow' },
    says: '`on-no-tests: allow` accepts that.',
    counts: [0, 0, 0, 0],
  },
  { platform: 'outsystems', scenario: 'happy', says: '6 tests passed.', counts: [6, 6, 0, 0] },
  { platform: 'outsystems', scenario: 'probe-v1', says: '6 tests passed.', counts: [6, 6, 0, 0] },
  { platform: 'outsystems', scenario: 'tests-client', says: '6 tests passed.', counts: [6, 6, 0, 0] },
  {
    platform: 'outsystems',
    scenario: 'probe-key',
    more: { 'tests-token': 'sandbox-probe-key' },
    says: '6 tests passed.',
    counts: [6, 6, 0, 0],
  },
  {
    platform: 'outsystems',
    scenario: 'no-tests',
    but: ', which is allowed,',
    more: { 'on-no-tests': 'allow' },
    says: 'No test was found for "EmployeeBackoffice".',
    counts: [0, 0, 0, 0],
  },
];

const red: readonly Case[] = [
  {
    platform: 'appian',
    scenario: 'tests-failing',
    says: 'Of 6 tests, 1 failed and 2 could not be completed: "PO_getTotal › Discount & tax"',
    counts: [6, 3, 1, 2],
  },
  { platform: 'appian', scenario: 'no-tests', says: 'No test was found for', counts: [0, 0, 0, 0] },
  {
    platform: 'appian',
    scenario: 'tests-partly-none',
    more: { tests: 'applications' },
    says: 'No test was found for "Archive".',
    counts: [3, 3, 0, 0],
  },
  {
    platform: 'appian',
    scenario: 'no-test-apis',
    more: { 'on-no-tests': 'allow' },
    says: 'The Web API startRuleTestsAll is not on',
  },
  { platform: 'appian', scenario: 'tests-refused', says: 'An error occurred when calling' },
  { platform: 'appian', scenario: 'tests-start-page', says: 'a web page titled "Sign in to Appian"' },
  { platform: 'appian', scenario: 'tests-no-id', says: 'it is not the id of a test run' },
  { platform: 'appian', scenario: 'tests-invalid-id', says: 'Appian does not know test run 1' },
  { platform: 'appian', scenario: 'tests-unknown-word', says: 'not documented: PAUSED' },
  { platform: 'appian', scenario: 'tests-login-page', says: 'a web page titled "Sign in to Appian"' },
  {
    platform: 'appian',
    scenario: 'tests-never',
    more: hurried,
    says: 'The time limit of `tests-timeout` was reached.',
  },
  { platform: 'appian', scenario: 'tests-result-page', says: 'it is a web page' },
  {
    platform: 'appian',
    scenario: 'tests-other-run',
    says: 'was asked for the result of test run 1 and sent that of 4711',
    counts: [3, 3, 0, 0],
  },
  { platform: 'appian', scenario: 'tests-hostile', says: 'Of 1 test, 1 failed', counts: [1, 0, 1, 0] },
  {
    platform: 'outsystems',
    scenario: 'tests-failing',
    says: 'Of 6 tests, 1 failed: "EmployeeBackoffice › SaveTest"',
    counts: [6, 5, 1, 0],
  },
  {
    platform: 'outsystems',
    scenario: 'no-tests',
    says: 'No test was found for "EmployeeBackoffice".',
    counts: [0, 0, 0, 0],
  },
  {
    platform: 'outsystems',
    scenario: 'happy',
    but: ' with an unknown application',
    more: { tests: 'EmployeeBackoffice\nPortal' },
    says: 'No test was found for "Portal".',
    counts: [6, 6, 0, 0],
  },
  { platform: 'outsystems', scenario: 'tests-empty', says: 'No test was found', counts: [0, 0, 0, 0] },
  {
    platform: 'outsystems',
    scenario: 'tests-lost',
    says: '"EmployeeBackoffice › LoginTest"',
    counts: [4, 3, 0, 1],
  },
  {
    platform: 'outsystems',
    scenario: 'tests-login-page',
    says: '"EmployeeBackoffice › SaveTest"',
    counts: [4, 3, 0, 1],
  },
  {
    platform: 'outsystems',
    scenario: 'tests-never',
    more: hurried,
    says: 'The time limit of `tests-timeout` was reached.',
    counts: [4, 3, 0, 1],
  },
  { platform: 'outsystems', scenario: 'tests-hostile', says: 'Of 1 test, 1 failed', counts: [1, 0, 1, 0] },
  {
    platform: 'outsystems',
    scenario: 'tests-unknown-side',
    says: '1 could not be completed',
    counts: [1, 0, 0, 1],
  },
  {
    platform: 'outsystems',
    scenario: 'no-framework',
    says: '2 could not be completed',
    counts: [2, 0, 0, 2],
  },
  {
    platform: 'outsystems',
    scenario: 'no-add-ons',
    more: { 'on-no-tests': 'allow' },
    says: 'The CI/CD Probe is not installed on',
  },
  { platform: 'outsystems', scenario: 'probe-page', says: 'a web page titled "Log in"' },
  { platform: 'outsystems', scenario: 'probe-key', says: 'HTTP 401' },
  {
    platform: 'outsystems',
    scenario: 'happy',
    but: ' at a host that cannot be reached',
    more: { 'tests-url': '' },
    says: 'could not be reached',
  },
];

const titled = (cases: readonly Case[]) =>
  cases.map((each) => [`${each.platform}: ${each.scenario}${each.but ?? ''}`, each] as const);

function outputOf(counts: Case['counts']): string {
  if (counts === undefined) return '';
  const [total, passed, failed, errors] = counts;
  return JSON.stringify({ total, passed, failed, errors });
}

describe('a deployment whose tests are good is green', () => {
  test.each(titled(green))('%s', async (_, { platform, scenario, more, says, counts }) => {
    const step = await run(platform, scenario, more);
    expect([step.outputs['status'], step.code]).toEqual(['succeeded', 0]);
    expect(step.stdout).toContain(says);
    expect(step.outputs['tests']).toBe(outputOf(counts));
    expectDeployedOnce(platform);
    expect(violationsIn(sandbox)).toEqual([]);
    expect(sandbox.bigpanda.changes).toMatchObject([{ status: 'success', started: 1, ended: 1 }]);
  });
});

describe('a deployment whose tests are not good is red, and is not repeated', () => {
  test.each(titled(red))('%s', async (_, { platform, scenario, more, says, counts }) => {
    const step = await run(platform, scenario, more);
    expect([step.outputs['status'], step.code]).toEqual(['tests-failed', 1]);
    const { reason, advice } = JSON.parse(step.result ?? '{}') as { reason: string; advice: string };
    expect(reason).toContain(says);
    expect(advice).not.toBe('');
    expect(step.outputs['tests']).toBe(outputOf(counts));
    expectDeployedOnce(platform);
    expect(violationsIn(sandbox)).toEqual([]);
    expect(sandbox.bigpanda.changes).toMatchObject([{ status: 'failure', started: 1, ended: 1 }]);
    const started = sandbox.exchanges.filter(({ path }) => /startRuleTests|BDDTestRunner/.test(path));
    expect(new Set(started.map(({ path }) => path)).size).toBe(started.length);
  });
});

test.each([
  ['appian', 'happy', transcript],
  ['appian', 'tests-failing', transcript],
  ['outsystems', 'tests-client', lifetimeTranscript],
  ['outsystems', 'tests-failing', lifetimeTranscript],
] as const)('everything that a step with tests does on %s: %s', async (platform, scenario, textOf) =>
  expect(textOf(await run(platform, scenario), sandbox)).toMatchRecord(),
);

const testsRun = ({ path }: { readonly path: string }): boolean =>
  /testRunStatusForId|BDDTestRunner/.test(path);

describe('a run that is stopped during the tests', () => {
  const stopped = (signal: NodeJS.Signals) => ({
    during: async (step: Running): Promise<void> => {
      await sandbox.until(testsRun);
      step.kill(signal);
    },
  });

  test.each(['appian', 'outsystems'] as const)('by a cancel on %s is not green', async (platform) => {
    const inputs = inputsOf[platform](sandbox.url, 'tests-never');
    const step = await runInProcess(inputs, stopped('SIGTERM'));
    expect([step.outputs['status'], step.code, step.outputs['tests']]).toEqual(['cancelled', 1, '']);
    expect(step.stdout).toMatch(/The run was cancelled \(SIGTERM\)\. The tests had not ended: /);
    expectDeployedOnce(platform);
    expect(sandbox.bigpanda.changes).toMatchObject([{ status: 'failure', started: 1, ended: 1 }]);
  });

  test.each(['appian', 'outsystems'] as const)(
    'by a kill on %s is ended as a failure by the post phase, which starts no tests',
    async (platform) => {
      const inputs = inputsOf[platform](sandbox.url, 'tests-never');
      const { state } = await runInProcess(inputs, stopped('SIGKILL'));
      const before = sandbox.exchanges.filter(testsRun).length;
      const post = await runInProcess(inputs, { state });
      expect(post.stdout).toContain('The tests had not ended: ');
      expect(sandbox.exchanges.filter(testsRun)).toHaveLength(before);
      expectDeployedOnce(platform);
      expect(sandbox.bigpanda.changes).toMatchObject([{ status: 'failure', started: 1, ended: 1 }]);
    },
  );

  test('by the loss of its runner goes on when it is run again, and its record gets the true end', async () => {
    const temp = mkdtempSync(join(tmpdir(), 'step-'));
    const inputs = {
      ...inputsOf.outsystems(sandbox.url, 'happy'),
      'state-file': join(temp, 'state.json'),
    };
    await runInProcess(inputs, stopped('SIGKILL'));
    // The process of the lock is that of the test, which has not ended.
    for (const name of readdirSync(temp).filter((each) => each.includes('lock'))) rmSync(join(temp, name));
    const again = await runInProcess(inputs, { env: { GITHUB_RUN_ATTEMPT: '2' } });
    rmSync(temp, { recursive: true });
    expect([again.outputs['status'], again.outputs['tests']]).toEqual(['succeeded', outputOf([6, 6, 0, 0])]);
    expectDeployedOnce('outsystems');
    expect(sandbox.bigpanda.changes).toMatchObject([{ status: 'success', started: 1, ended: 1 }]);
  });

  test('runs the tests again when it is run again, and deploys nothing a second time', async () => {
    const temp = mkdtempSync(join(tmpdir(), 'step-'));
    const state = { 'state-file': join(temp, 'state.json') };
    const inputs = { ...inputsOf.outsystems(sandbox.url, 'tests-never'), ...state, ...hurried };
    await runInProcess(inputs, stopped('SIGTERM'));
    const again = await runInProcess(inputs, { env: { GITHUB_RUN_ATTEMPT: '2' } });
    rmSync(temp, { recursive: true });
    expect(again.outputs['status']).toBe('tests-failed');
    expectDeployedOnce('outsystems');
  });
});

test('each test that did not pass is in the summary and in the JUnit file', async () => {
  const temp = mkdtempSync(join(tmpdir(), 'step-'));
  const step = await runInProcess(inputsOf.appian(sandbox.url, 'tests-failing'), { temp });
  const junit = readFileSync(step.outputs['junit-file'] ?? '', 'utf8');
  rmSync(temp, { recursive: true });
  expect(step.summary).toContain('3 tests of 6 not passed');
  expect(step.summary).toMatch(
    /\| ❌ not completed \| PO&#95;getTotal \| Thousand lines \| The test case ran/,
  );
  expect(junit).toMatch(/<testcase [^>]*name="Discount &#38; tax"[^>]*>\s*<failure/);
  expect(junit.match(/<testcase [^>]*name="(?:Currency|Thousand lines)"[^>]*>\s*<error/g)).toHaveLength(2);
});

describe('the token of the tests', () => {
  let elsewhere: Sandbox;
  beforeEach(async () => {
    elsewhere = await startSandbox();
  });
  afterEach(() => elsewhere.close());

  const headersOf = ({ exchanges }: Sandbox): string =>
    JSON.stringify(exchanges.map(({ headers }) => headers));

  test.each([
    ['appian', 'sandbox-happy-slow'],
    ['outsystems', 'sandbox-probe-key'],
  ] as const)('on %s goes to its own site only, and is shown nowhere', async (platform, key) => {
    const more = { 'tests-url': elsewhere.url, 'tests-token': key };
    const step = await runInProcess(
      { ...inputsOf[platform](sandbox.url, 'happy'), ...more },
      { env: { RUNNER_DEBUG: '1' } },
    );
    expect(step.outputs['status']).toBe('succeeded');
    expect(headersOf(elsewhere)).toContain(key);
    expect(headersOf(elsewhere)).not.toContain('"sandbox-happy"');
    expect(headersOf(elsewhere)).not.toContain('Bearer sandbox-happy');
    expect(headersOf(sandbox)).not.toContain(key);
    const { stdout, result, summary } = step;
    const shown = withoutMasks(stdout) + result + summary;
    expect(shown).not.toContain(key);
  });

  test('on Appian is not replaced by the token of another site', async () => {
    const step = await run('appian', 'happy', { 'tests-url': elsewhere.url });
    expect(step.outputs['status']).toBe('invalid-input');
    expect([...sandbox.exchanges, ...elsewhere.exchanges]).toEqual([]);
  });
});
