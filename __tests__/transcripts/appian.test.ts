import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { asAProcess, runInProcess } from '../support/in-process.ts';
import { release } from '../support/release.ts';
import { violationsIn } from '../support/requests.ts';
import { transcript } from '../support/transcript.ts';
import '../support/records.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

interface Case {
  readonly scenario: string;
  /** What sets this case apart from others of the same scenario. */
  readonly but?: string;
  readonly status: string;
  readonly code: number;
  readonly more?: Readonly<Record<string, string>>;
  readonly deployments?: number;
  /** What BigPanda must end up with; absent where nothing may have been sent. */
  readonly bigpanda?: 'success' | 'failure' | 'in progress';
}

const hurried = { timeout: '2s' };

const cases: readonly Case[] = [
  { scenario: 'happy', status: 'succeeded', code: 0, deployments: 1, bigpanda: 'success' },
  {
    scenario: 'happy',
    but: ', only inspected,',
    status: 'succeeded',
    code: 0,
    more: { operation: 'inspect', environment: '' },
  },
  {
    scenario: 'happy',
    but: ', not inspected,',
    status: 'succeeded',
    code: 0,
    more: { inspect: 'false' },
    deployments: 1,
    bigpanda: 'success',
  },
  { scenario: 'inspection-errors', status: 'inspection-failed', code: 1 },
  { scenario: 'inspection-failed-objects', status: 'inspection-failed', code: 1 },
  {
    scenario: 'inspection-warnings',
    status: 'succeeded-with-warnings',
    code: 0,
    deployments: 1,
    bigpanda: 'success',
  },
  {
    scenario: 'inspection-warnings',
    but: ', not allowed,',
    status: 'inspection-failed',
    code: 1,
    more: { 'on-warnings': 'fail' },
  },
  { scenario: 'inspection-failed', status: 'error', code: 1 },
  { scenario: 'inspection-unreadable', status: 'error', code: 1 },
  { scenario: 'inspection-unknown', status: 'error', code: 1 },
  { scenario: 'inspection-bad-uuid', status: 'error', code: 1 },
  { scenario: 'inspection-lag', status: 'succeeded', code: 0, deployments: 1, bigpanda: 'success' },
  { scenario: 'inspection-never', status: 'timed-out', code: 1, more: hurried },
  { scenario: 'import-errors', status: 'failed', code: 1, deployments: 1, bigpanda: 'failure' },
  { scenario: 'publish-errors', status: 'failed', code: 1, deployments: 1, bigpanda: 'failure' },
  { scenario: 'with-errors', status: 'failed', code: 1, deployments: 1, bigpanda: 'failure' },
  { scenario: 'failed', status: 'failed', code: 1, deployments: 1, bigpanda: 'failure' },
  { scenario: 'contradiction', status: 'failed', code: 1, deployments: 1, bigpanda: 'failure' },
  { scenario: 'rejected', status: 'rejected', code: 1, deployments: 1, bigpanda: 'failure' },
  { scenario: 'review', status: 'succeeded', code: 0, deployments: 1, bigpanda: 'success' },
  {
    scenario: 'review',
    but: ', not waited for,',
    status: 'pending-review',
    code: 0,
    more: { 'on-review': 'stop' },
    deployments: 1,
    bigpanda: 'in progress',
  },
  {
    scenario: 'review-forever',
    status: 'timed-out',
    code: 1,
    more: hurried,
    deployments: 1,
    bigpanda: 'failure',
  },
  {
    scenario: 'never',
    status: 'timed-out',
    code: 1,
    more: hurried,
    deployments: 1,
    bigpanda: 'failure',
  },
  { scenario: 'unknown-status', status: 'unknown', code: 1, deployments: 1, bigpanda: 'failure' },
  { scenario: 'bad-uuid', status: 'unknown', code: 1, deployments: 1, bigpanda: 'failure' },
  { scenario: 'no-blocks', status: 'succeeded', code: 0, deployments: 1, bigpanda: 'success' },
  { scenario: 'foreign-url', status: 'succeeded', code: 0, deployments: 1, bigpanda: 'success' },
  { scenario: 'no-log', status: 'succeeded', code: 0, deployments: 1, bigpanda: 'success' },
  { scenario: 'evil-log', status: 'succeeded', code: 0, deployments: 1, bigpanda: 'success' },
  { scenario: 'localized', status: 'succeeded', code: 0, deployments: 1, bigpanda: 'success' },
  { scenario: 'hostile', status: 'inspection-failed', code: 1 },
  { scenario: 'hostile-refusal', status: 'error', code: 1, deployments: 0, bigpanda: 'failure' },
  { scenario: 'disabled', status: 'error', code: 1 },
  { scenario: 'not-service-account', status: 'error', code: 1 },
  { scenario: 'echo-key', status: 'error', code: 1 },
  { scenario: 'busy', status: 'refused', code: 1, bigpanda: 'failure' },
];

/** The scenarios that run as a runner runs them: green, red, and full of hostile words. */
const asARunner: ReadonlySet<string> = new Set(['happy', 'failed', 'hostile']);

describe('the action against a simulated Appian', () => {
  test.each(cases.map((each) => [`${each.scenario}${each.but ?? ''} ends as ${each.status}`, each] as const))(
    '%s',
    async (_, each) => {
      const run = asARunner.has(each.scenario) ? asAProcess : runInProcess;
      const step = await run(release(sandbox.url, each.scenario, each.more));

      expect(step.outputs['status']).toBe(each.status);
      expect(step.code).toBe(each.code);
      expect(sandbox.appian.deployments).toHaveLength(each.deployments ?? 0);
      expect(sandbox.bigpanda.changes.map(({ status }) => status)).toEqual(
        each.bigpanda ? [each.bigpanda] : [],
      );
      expect(violationsIn(sandbox)).toEqual([]);
      expect(transcript(step, sandbox)).toMatchRecord();
    },
  );
});

describe('the order of what is sent', () => {
  test('BigPanda is notified of the start before the platform is asked, and of the end after the last look', async () => {
    await runInProcess(release(sandbox.url, 'happy'));
    const asked = sandbox.exchanges.map(
      ({ method, path }) => `${method} ${path.split('/').slice(-2).join('/')}`,
    );
    const start = asked.indexOf('POST deployments/start');
    const launch = asked.indexOf('POST v2/deployments');
    const lastLook = asked.findLastIndex((each) => /^GET deployments\/[\w-]{36}$/.test(each));
    const end = asked.indexOf('POST deployments/end');
    expect(start).toBeGreaterThan(-1);
    expect(launch).toBeGreaterThan(start);
    expect(lastLook).toBeGreaterThan(launch);
    expect(end).toBeGreaterThan(lastLook);
  });
});
