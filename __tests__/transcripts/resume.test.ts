import { type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Exchange, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runAction, type Step } from '../support/action.ts';
import { runCommand } from '../support/command.ts';
import { runInProcess } from '../support/in-process.ts';
import { release } from '../support/release.ts';
import { looksAtAppian } from '../support/requests.ts';
import { describeWithSignals } from '../support/signals.ts';
import { deliveriesIn } from '../support/trackers.ts';
import { transcript } from '../support/transcript.ts';
import '../support/records.ts';

const LEAPING_CLOCK = fileURLToPath(new URL('../support/leaping-clock.cjs', import.meta.url));

let sandbox: Sandbox;
let stateFile: string;
beforeEach(async () => {
  sandbox = await startSandbox();
  stateFile = join(mkdtempSync(join(tmpdir(), 'step-')), 'state.json');
});
afterEach(() => sandbox.close());

const asking = ({ method, path }: Exchange): boolean => method === 'POST' && path.endsWith('/v2/deployments');
const started = ({ path }: Exchange): boolean => path.endsWith('/deployments/start');
const attempt = (n: number) => ({ env: { GITHUB_RUN_ATTEMPT: String(n), GITHUB_JOB: 'deploy' } });
const killedWhen = (match: (exchange: Exchange) => boolean) => async (child: ChildProcess) => {
  await sandbox.until(match);
  child.kill('SIGKILL');
};

/** The same step, with the file that remembers. */
const deploy = (scenario: string, more: Readonly<Record<string, string>> = {}) =>
  release(sandbox.url, scenario, { 'state-file': stateFile, ...more });

const resume = (more: Readonly<Record<string, string>>) =>
  release(sandbox.url, 'review', { operation: 'resume', package: '', component: 'customer-portal', ...more });

function expectOneStory(step: Step, status: 'success' | 'failure'): void {
  expect(sandbox.appian.deployments).toHaveLength(1);
  expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status }]);
  expect(step.outputs['deployment-id']).toBe(sandbox.appian.deployments[0]?.uuid);
}

describe('a deployment that waited for its reviewer', () => {
  test('is brought to its end by a later job, which sends no second start', async () => {
    const first = await runAction(release(sandbox.url, 'review', { 'on-review': 'stop' }));
    expect(first.outputs['status']).toBe('pending-review');
    expect(sandbox.bigpanda.changes).toMatchObject([{ status: 'in progress' }]);
    const later = await runAction(resume({ 'deployment-id': first.outputs['deployment-id'] ?? '' }));
    expect(later.outputs['status']).toBe('succeeded');
    expectOneStory(later, 'success');
    expect(transcript(later, sandbox)).toMatchRecord();
  });

  test('is known from its state file alone, with the names that the start was sent', async () => {
    await runInProcess(deploy('review', { 'on-review': 'stop', component: 'portal', version: '9' }));
    const later = await runInProcess(resume({ 'state-file': stateFile, component: '', version: '' }));
    expect(later.outputs['status']).toBe('succeeded');
    expect(sandbox.bigpanda.changes).toMatchObject([
      { component: 'portal', version: '9', started: 1, ended: 1, status: 'success' },
    ]);
  });

  test('may be left waiting once more', async () => {
    const first = await runInProcess(release(sandbox.url, 'review-forever', { 'on-review': 'stop' }));
    const later = await runInProcess(
      release(sandbox.url, 'review-forever', {
        operation: 'resume',
        'on-review': 'stop',
        'deployment-id': first.outputs['deployment-id'] ?? '',
      }),
    );
    expect(later.outputs['status']).toBe('pending-review');
    expect(later.code).toBe(0);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 0, status: 'in progress' }]);
  });
});

describe('what cannot be resumed', () => {
  test.each([
    [
      'a deployment that the platform does not know',
      { 'deployment-id': 'd-unknown' },
      /knows no such deployment/,
    ],
    ['nothing', {}, /There is nothing to resume/],
    ['an id that leads elsewhere', { 'deployment-id': '../inspections' }, /must be an id/],
    [
      'a record without its names',
      { 'deployment-id': 'd-1', component: '' },
      /input "component" is required to end the records/,
    ],
  ])('%s', async (_, more, says) => {
    const step = await runInProcess(resume(more));
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toMatch(says);
    expect(sandbox.bigpanda.events).toEqual([]);
    expect(sandbox.appian.deployments).toEqual([]);
  });

  test('while the platform is silent: its records are left as they are', async () => {
    const step = await runInProcess(resume({ 'deployment-id': 'd-1', token: 'sandbox-happy+401@0' }));
    expect(step.outputs['status']).toBe('unknown');
    expect(step.stdout).toContain('The status of the deployment could not be read');
    expect(sandbox.bigpanda.events).toEqual([]);
  });

  test.each([
    ['cut', '{"format":1,"plan"', 'is not JSON'],
    ['of another program', '{"format":1}', 'is incomplete'],
    ['of another version', '{"format":9}', 'has format 9'],
  ])('a state that is %s', async (_, text, says) => {
    writeFileSync(stateFile, text);
    const step = await runInProcess(deploy('happy'));
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toContain(says);
    expect(sandbox.exchanges).toEqual([]);
  });

  test('a state that another release still needs', async () => {
    await runInProcess(deploy('review', { 'on-review': 'stop' }));
    const other = await runInProcess(deploy('happy', { component: 'billing' }));
    expect(other.outputs['status']).toBe('invalid-input');
    expect(other.stdout).toContain('is not finished: resume that first');
    expect(sandbox.appian.deployments).toHaveLength(1);
  });
});

describeWithSignals('a run that is repeated', () => {
  test('goes on with what its killed attempt began', async () => {
    const first = await runAction(deploy('happy'), { during: killedWhen(looksAtAppian), ...attempt(1) });
    expect(first.signal).toBe('SIGKILL');
    const second = await runInProcess(deploy('happy'), attempt(2));
    expect(second.outputs['status']).toBe('succeeded');
    expect(second.stdout).toContain('known from the state in');
    expectOneStory(second, 'success');
  });

  test('deploys what its attempt was killed before it asked', async () => {
    await runAction(deploy('happy'), { during: killedWhen(started), ...attempt(1) });
    const second = await runInProcess(deploy('happy'), attempt(2));
    expect(second.outputs['status']).toBe('succeeded');
    expect(sandbox.appian.deployments).toHaveLength(1);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 2, ended: 2, status: 'success' }]);
  });

  test('sends nothing where it is not known whether it started', async () => {
    const site = await startSandbox({
      faults: [{ request: { method: 'POST', path: /\/v2\/deployments$/ }, kind: 'stall' }],
    });
    const inputs = { ...deploy('happy'), url: site.url, 'bigpanda-url': site.url };
    await runAction(inputs, {
      during: async (child) => {
        await site.until(asking);
        child.kill('SIGKILL');
      },
      ...attempt(1),
    });
    const second = await runInProcess(inputs, attempt(2));
    await site.close();
    expect(second.outputs['status']).toBe('unknown');
    expect(second.stdout).toContain('its answer was lost');
    expect(second.stdout).toContain(`delete ${stateFile}`);
    expect(site.exchanges.filter(asking)).toHaveLength(1);
  });
});

describe('a run that is repeated after its end', () => {
  test('deploys again, for Appian cannot confirm what the target has; each deployment has one start and one end', async () => {
    await runInProcess(deploy('happy'), attempt(1));
    const second = await runInProcess(deploy('happy'), attempt(2));
    expect(second.code).toBe(0);
    expect(second.outputs['deployment-id']).toBe(sandbox.appian.deployments[1]?.uuid);
    expect(sandbox.appian.deployments).toHaveLength(2);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 2, ended: 2, status: 'success' }]);
    expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toMatchObject({ closed: true, status: 'succeeded' });
  });

  test('ends again only the records that are open: BigPanda gets no second end for one deployment', async () => {
    const site = await startSandbox({
      faults: [{ request: { method: 'PATCH', path: /\/deployments\//, nth: 2 }, kind: '403' }],
    });
    const inputs = release(site.url, 'happy', {
      'deployments-api-url': site.url,
      'deployments-api-token': 'sandbox-happy',
    });
    const first = await runInProcess(inputs, attempt(1));
    expect(deliveriesIn(first)).toMatchObject({
      'deployments-api': { ended: 'failed' },
    });
    await runInProcess(inputs, attempt(2));
    await site.close();
    expect(site.bigpanda.events.map(({ kind }) => kind)).toEqual(['start', 'end', 'start', 'end']);
    expect(site.deploymentsApi.deployments.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  });

  test('is not deployed twice where its first attempt was lost while Appian was asked, and only its record is left', async () => {
    const site = await startSandbox({
      faults: [{ request: { method: 'POST', path: /\/v2\/deployments$/, nth: 1 }, kind: 'stall' }],
    });
    const inputs = release(site.url, 'happy', {
      'deployments-api-url': site.url,
      'deployments-api-token': 'sandbox-happy',
    });
    await runAction(inputs, {
      during: async (child) => {
        await site.until(asking);
        child.kill('SIGKILL');
      },
      ...attempt(1),
    });
    const second = await runInProcess(inputs, attempt(2));
    expect(second.outputs['status']).toBe('unknown');
    expect(second.stdout).toContain('was lost while Appian was being asked');
    expect(site.exchanges.filter(asking)).toHaveLength(1);
    expect(site.deploymentsApi.deployments.map(({ status }) => status)).toEqual(['failed']);
    const third = await runInProcess(inputs, attempt(3));
    await site.close();
    expect(third.outputs['status']).toBe('succeeded');
  });

  test('deploys again what another run has replaced since, known from the Deployments API', async () => {
    const record = (version: string): Readonly<Record<string, string>> =>
      release(sandbox.url, 'happy', {
        version,
        'deployments-api-url': sandbox.url,
        'deployments-api-token': 'sandbox-happy',
      });
    await runInProcess(record('1.5.0'), attempt(1));
    await runInProcess(record('1.6.0'), { env: { GITHUB_RUN_ID: '4712', GITHUB_JOB: 'deploy' } });
    const again = await runInProcess(record('1.5.0'), attempt(2));
    expect(again.outputs['status']).toBe('succeeded');
    expect(sandbox.appian.deployments.map(({ name }) => name)).toEqual([
      'customer-portal 1.5.0',
      'customer-portal 1.6.0',
      'customer-portal 1.5.0',
    ]);
    expect(sandbox.bigpanda.events.map(({ kind }) => kind)).toEqual([
      'start',
      'end',
      'start',
      'end',
      'start',
      'end',
    ]);
  });

  test('deploys again what had failed', async () => {
    await runInProcess(deploy('failed'), attempt(1));
    const second = await runInProcess(deploy('failed'), attempt(2));
    expect(second.outputs['status']).toBe('failed');
    expect(second.stdout).toContain('Starting a new deployment');
    expect(sandbox.appian.deployments).toHaveLength(2);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 2, ended: 2, status: 'failure' }]);
  });

  test('deploys another package', async () => {
    await runInProcess(deploy('happy'), attempt(1));
    await runInProcess(deploy('happy', { version: '2' }), attempt(2));
    expect(sandbox.appian.deployments).toHaveLength(2);
  });
});

const flags = (more: Readonly<Record<string, string>> = {}): readonly string[] => {
  const { token: _, 'bigpanda-token': __, ...inputs } = release(sandbox.url, 'happy', more);
  return Object.entries(inputs).flatMap(([name, value]) => (value ? [`--${name}`, value] : []));
};

describeWithSignals('the command', () => {
  const secrets = { LOWCODE_DEPLOY_TOKEN: 'sandbox-happy', LOWCODE_DEPLOY_BIGPANDA_TOKEN: 'sandbox-happy' };
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'step-'));
    await runCommand(['deploy', ...flags()], secrets, killedWhen(looksAtAppian), folder);
  });

  test('resumes what it began in this folder before it was killed', async () => {
    const run = await runCommand(['resume', ...flags({ package: '' }), '--json'], secrets, undefined, folder);
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({
      status: 'succeeded',
      plan: { component: 'customer-portal' },
    });
    expect(sandbox.appian.deployments).toHaveLength(1);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'success' }]);
  });

  test('deploys what it is asked to, whatever the end of an earlier release in the folder has lost', async () => {
    const own = mkdtempSync(join(tmpdir(), 'step-'));
    const site = await startSandbox({
      faults: [{ request: { method: 'POST', path: /\/deployments\/end$/, nth: 1 }, kind: '403' }],
    });
    const version = (number: string) => {
      const words = flags({ version: number }).map((word) => word.replace(sandbox.url, site.url));
      return runCommand(['deploy', ...words], secrets, undefined, own);
    };
    await version('1.0.0');
    await version('2.0.0');
    const third = await version('1.0.0');
    await site.close();
    expect(third.code).toBe(0);
    expect(site.appian.deployments.map(({ name }) => name)).toEqual([
      'customer-portal 1.0.0',
      'customer-portal 2.0.0',
      'customer-portal 1.0.0',
    ]);
    expect(site.bigpanda.changes.every(({ started, ended }) => started === ended)).toBe(true);
  });

  test('deploys 1.0.0 again after 2.0.0, although the end of the first 1.0.0 got 500 from BigPanda', async () => {
    const own = mkdtempSync(join(tmpdir(), 'step-'));
    const site = await startSandbox();
    // The start is the first request with this token; whatever follows it fails.
    const failing = Array.from({ length: 60 }, (_, at) => `+500-before@${at + 2}`).join('');
    const deployed = (number: string, faults = '') => {
      const words = flags({ version: number }).map((word) => word.replace(sandbox.url, site.url));
      const env = { ...secrets, LOWCODE_DEPLOY_BIGPANDA_TOKEN: `sandbox-happy${faults}` };
      return runCommand(
        ['deploy', ...words],
        { ...env, NODE_OPTIONS: `--require ${LEAPING_CLOCK}` },
        undefined,
        own,
      );
    };
    expect((await deployed('1.0.0', failing)).code).toBe(0);
    expect(site.bigpanda.changes).toMatchObject([{ version: '1.0.0', started: 1, ended: 0 }]);
    expect((await deployed('2.0.0')).code).toBe(0);
    const third = await deployed('1.0.0');
    await site.close();
    expect(third.code).toBe(0);
    expect(site.appian.deployments.map(({ name, status }) => `${name}: ${status}`)).toEqual([
      'customer-portal 1.0.0: COMPLETED',
      'customer-portal 2.0.0: COMPLETED',
      'customer-portal 1.0.0: COMPLETED',
    ]);
    expect(site.bigpanda.changes.every(({ started, ended }) => started === ended)).toBe(true);
  });

  test('that deploys the same once more goes on with it, and only then deploys again', async () => {
    await runCommand(['deploy', ...flags()], secrets, undefined, folder);
    expect(sandbox.appian.deployments).toHaveLength(1);
    const third = await runCommand(['deploy', ...flags()], secrets, undefined, folder);
    expect(third.code).toBe(0);
    expect(sandbox.appian.deployments).toHaveLength(2);
  });
});
