import type { ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Exchange, type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { runAction, type Step } from '../../support/action.ts';
import { runInProcess } from '../../support/in-process.ts';
import { lifetimeRelease } from '../../support/lifetime.ts';
import { describeWithSignals } from '../../support/signals.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const looking = ({ method, path }: Exchange): boolean => method === 'GET' && path.endsWith('/status/');
const checking = ({ method, path }: Exchange): boolean =>
  method === 'GET' && /\/deployments\/[^/?]+\/$/.test(path);
const killedWhen = (match: (exchange: Exchange) => boolean) => async (child: ChildProcess) => {
  const before = sandbox.exchanges.length;
  await sandbox.until((exchange) => exchange.index > before && match(exchange));
  child.kill('SIGKILL');
};
const attempt = (n: number, job = 'deploy') => ({
  env: { GITHUB_RUN_ATTEMPT: String(n), GITHUB_JOB: job },
});
const resume = (more: Readonly<Record<string, string>> = {}, job = 'later'): Promise<Step> =>
  runInProcess(
    lifetimeRelease(sandbox.url, 'happy', { operation: 'resume', 'poll-interval': '10ms', ...more }),
    attempt(1, job),
  );
const commands = (): readonly string[] =>
  sandbox.lifetime.plans.map((plan) => plan.commands.map(({ command }) => command).join(' '));

/** The plan runs and nobody waits for it any more: a runner was lost, its post phase too. */
async function lost(match = looking, more: Readonly<Record<string, string>> = {}): Promise<void> {
  await runAction(lifetimeRelease(sandbox.url, 'happy', more), {
    during: killedWhen(match),
    ...attempt(1),
  });
}

describeWithSignals('a repeated run', () => {
  test('finds its plan by the notes in LifeTime and goes on with it', async () => {
    await lost();
    const second = await runInProcess(lifetimeRelease(sandbox.url, 'happy'), attempt(2));
    expect(second.outputs['status']).toBe('succeeded');
    expect(second.stdout).toContain('known from attempt 1 of this run');
    expect(commands()).toEqual(['start']);
    expect(sandbox.bigpanda.changes).toMatchObject([
      { component: 'EmployeeBackoffice', started: 1, ended: 1, status: 'success' },
    ]);
  });

  test('deletes a plan that its earlier attempt left unstarted, and makes its own', async () => {
    await lost(checking);
    const second = await runInProcess(lifetimeRelease(sandbox.url, 'happy'), attempt(2));
    expect(second.outputs['status']).toBe('succeeded');
    expect(commands()).toEqual(['delete', 'start']);
  });

  test('leaves the plans of other steps alone', async () => {
    await lost(looking, { application: 'OrderEntry' });
    const second = await runInProcess(
      lifetimeRelease(sandbox.url, 'happy', { 'on-busy': 'ignore' }),
      attempt(2),
    );
    expect(second.stdout).not.toContain('known from');
    expect(commands()).toHaveLength(2);
  });

  test('is asked for once more: a first attempt looks for nothing', async () => {
    await runInProcess(lifetimeRelease(sandbox.url, 'happy'), attempt(1));
    const lists = sandbox.exchanges.filter(({ path }) => /\/deployments\/\?/.test(path));
    expect(lists).toHaveLength(1);
  });
});

const deployOnce = (version: string, run: string, n: number, more: Readonly<Record<string, string>> = {}) =>
  runInProcess(
    lifetimeRelease(sandbox.url, 'happy', {
      application: `EmployeeBackoffice@${version}`,
      'poll-interval': '10ms',
      ...more,
    }),
    { env: { GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: String(n), GITHUB_JOB: 'deploy' } },
  );
const kinds = (): readonly string[] => sandbox.bigpanda.events.map(({ kind }) => kind);

describe('a run that is repeated after another one has deployed', () => {
  test('deploys its version again: the notes of its old plan say nothing of what the target has now', async () => {
    const first = await deployOnce('1.1.1', '1', 1);
    const other = await deployOnce('1.2.0', '2', 1);
    const again = await deployOnce('1.1.1', '1', 2);
    expect([first, other, again].map(({ outputs }) => outputs['status'])).toEqual([
      'succeeded',
      'succeeded',
      'succeeded',
    ]);
    expect(commands()).toEqual(['start', 'start', 'start']);
    expect(kinds()).toEqual(['start', 'end', 'start', 'end', 'start', 'end']);
  });

  test('is green without a deployment where the target still has its version, and sends no second end', async () => {
    await deployOnce('1.2.0', '1', 1);
    const again = await deployOnce('1.2.0', '1', 2);
    expect(again.outputs).toMatchObject({ status: 'succeeded', 'deployment-id': '' });
    expect(again.stdout).toContain('already');
    expect(commands()).toEqual(['start']);
    expect(kinds()).toEqual(['start', 'end']);
  });
});

describeWithSignals('to resume', () => {
  test('needs no id in the same run', async () => {
    await lost();
    const step = await resume();
    expect(step.outputs['status']).toBe('succeeded');
    expect(commands()).toEqual(['start']);
  });

  test('asks LifeTime for the content of the plan, where the inputs do not name it', async () => {
    await lost();
    const id = sandbox.lifetime.plans[0]?.key ?? '';
    const step = await resume({
      'deployment-id': id,
      application: '',
      'source-environment': '',
      environment: '',
    });
    expect(step.outputs).toMatchObject({ status: 'succeeded', 'deployment-id': id, version: '1.2.0' });
    expect(sandbox.bigpanda.changes).toMatchObject([
      { component: 'EmployeeBackoffice', version: '1.2.0', started: 1, ended: 1, status: 'success' },
    ]);
  });

  test('asks which one is meant where the run has started several', async () => {
    await lost();
    await lost(looking, { application: 'OrderEntry', 'on-busy': 'ignore' });
    const step = await resume({ application: '' });
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toContain('has started several deployments');
    for (const { key } of sandbox.lifetime.plans) expect(step.stdout).toContain(key);
  });

  test('does not start what was never started', async () => {
    await lost(checking);
    const step = await resume({ 'deployment-id': sandbox.lifetime.plans[0]?.key ?? '' });
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toContain('was never started');
    expect(commands()).toEqual(['']);
  });
});

describe('an unknown plan', () => {
  test('is reported as what it is', async () => {
    const step = await resume({ 'deployment-id': '00000000-0000-4000-8000-00000000dead' });
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toContain('LifeTime knows no such deployment');
  });
});
