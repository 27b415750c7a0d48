import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Exchange, type FaultKind, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { Step } from '../support/action.ts';
import { asAProcess, runInProcess } from '../support/in-process.ts';
import { odcRelease, operationsIn, threeApplications } from '../support/odc.ts';
import { brokenPromises } from '../support/promises.ts';
import { asks, signalAt } from '../support/requests.ts';
import { tracked } from '../support/trackers.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const deploying = asks('POST', /\/deployment-operations$/);
const looking = asks('GET', /\/deployment-operations\/[^/?]+$/);
const building = asks('POST', /\/build-operations$/);
const when = signalAt(() => sandbox);

const promises = (step: Step, attempts = 1): readonly string[] =>
  brokenPromises({ step, sandbox, secrets: [], strayed: [], attempts });
const ended = (status: string) => [{ started: 1, ended: 1, status }];

describe('a run that is cancelled', () => {
  test.each([
    ['while the operation runs', looking, { 'on-cancel': 'abort' }],
    ['while the operation runs', looking, { 'on-cancel': 'leave' }],
    ['while it asks for the operation', deploying, {}],
  ] as const)('%s leaves it and says so', async (_, match, more) => {
    const step = await runInProcess(odcRelease(sandbox.url, 'never', more), {
      during: when(match, 'SIGINT'),
    });
    expect(step.outputs['status']).toBe('cancelled');
    expect(step.stdout).toMatch(/Operation d1\S+ goes on: ODC offers no way to stop it\./);
    expect(step.outputs['deployment-id']).toMatch(/^d1/);
    expect(operationsIn(sandbox)).toEqual(['EmployeeBackoffice@17 to Test: Running']);
    expect(sandbox.bigpanda.changes).toMatchObject(ended('failure'));
    expect(promises(step)).toEqual([]);
  });

  test('before the operation begins nothing', async () => {
    const step = await runInProcess(odcRelease(sandbox.url, 'happy'), { during: when(building, 'SIGINT') });
    expect(step.outputs['status']).toBe('cancelled');
    expect(operationsIn(sandbox)).toEqual([]);
    expect(sandbox.bigpanda.changes).toEqual([]);
  });
});

describe('the post phase of a killed step', () => {
  test.each([
    ['while the operation runs', looking],
    ['while it asks for the operation', deploying],
  ] as const)('%s waits for the end and closes the records with it', async (_, match) => {
    const inputs = odcRelease(sandbox.url, 'happy');
    const main = await runInProcess(inputs, { during: when(match, 'SIGKILL') });
    const post = await runInProcess(inputs, { state: main.state });
    expect(post.code).toBe(0);
    expect(operationsIn(sandbox)).toEqual(['EmployeeBackoffice@17 to Test: Finished']);
    expect(sandbox.bigpanda.changes).toMatchObject(ended('success'));
  });

  test('says that an operation without an end goes on', async () => {
    const inputs = odcRelease(sandbox.url, 'never');
    const main = await runInProcess(inputs, { during: when(looking, 'SIGKILL') });
    const post = await runInProcess(inputs, { state: main.state });
    expect(post.stdout).toMatch(/goes on: ODC offers no way to stop it/);
    expect(sandbox.bigpanda.changes).toMatchObject(ended('failure'));
  });

  test('does not call it a success if the operation cannot be found', async () => {
    const inputs = odcRelease(sandbox.url, 'happy');
    const main = await runInProcess(inputs, { during: when(deploying, 'SIGKILL') });
    sandbox.inject({ request: { method: 'GET', path: /deployment-operations/, nth: 0 }, kind: '403' });
    await runInProcess(inputs, { state: main.state });
    expect(sandbox.bigpanda.changes).toMatchObject(ended('failure'));
  });
});

describe('a run after a lost one', () => {
  test.each([
    ['while the operation runs', looking],
    ['while it asks for the operation', deploying],
  ] as const)('%s joins the operation by its state file', async (_, match) => {
    const folder = mkdtempSync(join(tmpdir(), 'odc-'));
    const [first, second] = [join(folder, 'first.json'), join(folder, 'second.json')];
    const inputs = odcRelease(sandbox.url, 'built');
    await runInProcess({ ...inputs, 'state-file': first }, { during: when(match, 'SIGKILL') });
    // The first run holds its lock as long as this process lives.
    copyFileSync(first, second);
    const next = await runInProcess({ ...inputs, 'state-file': second });
    expect(next.outputs['status']).toBe('succeeded');
    expect(next.stdout).toContain('known from the state in');
    expect(operationsIn(sandbox)).toEqual(['EmployeeBackoffice@17 to Test: Finished']);
    expect(sandbox.bigpanda.changes).toMatchObject(ended('success'));
    expect(promises(next)).toEqual([]);
  });

  test('deploys nothing if it cannot find out what became of the request', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'odc-'));
    const [first, second] = [join(folder, 'first.json'), join(folder, 'second.json')];
    const inputs = odcRelease(sandbox.url, 'built', { 'on-busy': 'ignore' });
    await runInProcess({ ...inputs, 'state-file': first }, { during: when(deploying, 'SIGKILL') });
    copyFileSync(first, second);
    sandbox.inject({ request: { method: 'GET', path: /deployment-operations\?/, nth: 1 }, kind: '403' });
    const next = await runInProcess({ ...inputs, 'state-file': second });
    expect(next.outputs['status']).toBe('unknown');
    expect(operationsIn(sandbox)).toHaveLength(1);
    expect(sandbox.exchanges.filter(deploying)).toHaveLength(1);
  });

  test('without a state file waits for the operation, and finds its revision there', async () => {
    const inputs = odcRelease(sandbox.url, 'built');
    await runInProcess(inputs, { during: when(looking, 'SIGKILL') });
    const next = await runInProcess(inputs);
    expect(next.stdout).toContain('already runs exactly this');
    expect(operationsIn(sandbox)).toHaveLength(1);
  });
});

describe('a run of three applications after one that was lost', () => {
  const requested = (nth: number) => (exchange: Exchange) =>
    deploying(exchange) && sandbox.exchanges.filter(deploying).length === nth;

  test.each([2, 3])('at the request %i of the operations is green, and so are the records', async (nth) => {
    const folder = mkdtempSync(join(tmpdir(), 'odc-'));
    const [first, second] = [join(folder, 'first.json'), join(folder, 'second.json')];
    const inputs = {
      ...odcRelease(sandbox.url, 'built', { application: threeApplications }),
      ...tracked(sandbox.url, { deploymentsApi: 'happy', github: 'happy', cdevents: 'happy' }),
      'bigpanda-token': 'sandbox-happy',
    };
    await runInProcess({ ...inputs, 'state-file': first }, { during: when(requested(nth), 'SIGKILL') });
    copyFileSync(first, second);
    const again = { env: { GITHUB_RUN_ATTEMPT: '2' } };
    const next = await runInProcess({ ...inputs, 'state-file': second }, again);
    expect(next.outputs['status']).toBe('succeeded');
    expect(sandbox.odc.operations.map(({ status }) => status)).toEqual(['Finished', 'Finished', 'Finished']);
    expect(sandbox.bigpanda.changes.at(-1)?.status).toBe('success');
    expect(promises(next, 2)).toEqual([]);
  });
});

describe('resume', () => {
  test('waits for the operation with this id, and ends as it ends', async () => {
    const first = await runInProcess(
      odcRelease(sandbox.url, 'slow', { timeout: '12s', 'poll-interval': '1s' }),
    );
    expect(first.outputs['status']).toBe('timed-out');
    const id = first.outputs['deployment-id'] ?? '';
    const step = await runInProcess(
      odcRelease(sandbox.url, 'slow', { operation: 'resume', 'deployment-id': id }),
    );
    expect(step.outputs['status']).toBe('succeeded');
    expect(step.outputs['version']).toBe('1.2.0');
    expect(operationsIn(sandbox)).toEqual(['EmployeeBackoffice@17 to Test: Finished']);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 2, status: 'success' }]);
  });

  test('knows no such operation', async () => {
    const more = { operation: 'resume', 'deployment-id': 'd1000000-0000-4000-8000-00000000ffff' };
    const step = await runInProcess(odcRelease(sandbox.url, 'happy', more));
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toContain('ODC knows no such operation');
  });
});

describe('a deployment request whose answer is lost', () => {
  const hit = async (scenario: string, kind: FaultKind, more: Readonly<Record<string, string>> = {}) => {
    sandbox.inject({ request: { method: 'POST', path: /\/deployment-operations$/ }, kind });
    return runInProcess(odcRelease(sandbox.url, scenario, more));
  };

  test.each([
    'reset-after',
    'stall',
    'stall-body',
    'cut-body',
    'empty-200',
    'garbage-json',
    'html-200',
    '500-after',
    '503-after',
    '504-after',
  ] as const)('is looked for and found: %s', async (kind) => {
    const step = await hit('built', kind);
    expect(step.outputs['status']).toBe('succeeded');
    expect(step.stdout).toContain('Checking whether the operation has started');
    expect(operationsIn(sandbox)).toEqual(['EmployeeBackoffice@17 to Test: Finished']);
    expect(promises(step)).toEqual([]);
  });

  test.each(['500-before', '502-html', '503-retry-after'] as const)(
    'and that has begun nothing is sent once more: %s',
    async (kind) => {
      const step = await hit('built', kind);
      expect(step.outputs['status']).toBe('succeeded');
      expect(operationsIn(sandbox)).toHaveLength(1);
      expect(sandbox.exchanges.filter(deploying)).toHaveLength(2);
      expect(promises(step)).toEqual([]);
    },
  );

  test.each(['401', '429'] as const)('and that was refused for now is sent again: %s', async (kind) => {
    const step = await hit('built', kind);
    expect(step.outputs['status']).toBe('succeeded');
    expect(operationsIn(sandbox)).toHaveLength(1);
  });

  test('is unknown if the look fails', async () => {
    sandbox.inject({ request: { method: 'POST', path: /\/deployment-operations$/ }, kind: 'reset-after' });
    sandbox.inject({
      request: { method: 'GET', path: /\/deployment-operations\?/, nth: 3 },
      kind: '403',
      times: 99,
    });
    const step = await runInProcess(odcRelease(sandbox.url, 'built'));
    expect(step.outputs['status']).toBe('unknown');
    expect(step.stdout).toContain('may or may not have started');
    expect(sandbox.exchanges.filter(deploying)).toHaveLength(1);
    expect(promises(step)).toEqual([]);
  });

  test('is unknown if another operation of the same image began at that time', async () => {
    const inputs = odcRelease(sandbox.url, 'built');
    sandbox.inject({ request: { method: 'POST', path: /\/deployment-operations$/ }, kind: 'stall' });
    // Another client deploys the same image with the same API client while the answer is awaited.
    const twin = async (): Promise<void> => {
      await sandbox.until(deploying);
      await runInProcess({ ...inputs, 'on-busy': 'ignore', 'bigpanda-token': '', 'bigpanda-url': '' });
    };
    // A step in this process would give up before the other client has asked.
    const step = await asAProcess(inputs, { during: twin });
    expect(step.outputs['status']).toBe('unknown');
    expect(step.stdout).toMatch(/2 operations started at that time/);
    expect(sandbox.exchanges.filter(deploying)).toHaveLength(2);
  });
});

describe('rollback', () => {
  test('deploys the revision that the operations of the stage show before the current one', async () => {
    const step = await runInProcess(
      odcRelease(sandbox.url, 'built', { operation: 'rollback', 'source-environment': '' }),
    );
    expect([step.outputs['status'], step.stdout]).toEqual(['succeeded', step.stdout]);
    expect(operationsIn(sandbox)).toEqual(['EmployeeBackoffice@9 to Test: Finished']);
    expect(step.stdout).toContain('Rolling back EmployeeBackoffice from 1.1.1 to 1.0.0: deployed before it.');
  });

  test('deploys the version that the Deployments API names, though the operations show another one', async () => {
    const history = tracked(sandbox.url, { deploymentsApi: 'happy' });
    const deploy = (version: string, more: Readonly<Record<string, string>>): Promise<Step> =>
      runInProcess(
        odcRelease(sandbox.url, 'built', { ...more, application: `EmployeeBackoffice@${version}` }),
      );
    await deploy('1.1.0', history);
    // Not in the records of the Deployments API.
    await deploy('1.0.0', {});
    await deploy('1.2.0', history);
    const back = { ...history, operation: 'rollback', 'source-environment': '' };
    const step = await runInProcess(odcRelease(sandbox.url, 'built', back));
    expect(step.outputs).toMatchObject({ status: 'succeeded', version: '1.1.0' });
    expect(step.stdout).toContain(
      'Rolling back EmployeeBackoffice from 1.2.0 to 1.1.0: the version before, by the Deployments API.',
    );
    expect(operationsIn(sandbox).at(-1)).toBe('EmployeeBackoffice@14 to Test: Finished');
  });

  test.each([
    ['names a version without a revision', 'happy', 'Production'],
    ['is down', 'down', 'Test'],
  ] as const)(
    'deploys what the operations show if the Deployments API %s',
    async (_, deploymentsApi, environment) => {
      const more = { operation: 'rollback', 'source-environment': '', environment };
      const step = await runInProcess(
        odcRelease(sandbox.url, 'built', { ...tracked(sandbox.url, { deploymentsApi }), ...more }),
      );
      expect(step.outputs['status']).toBe('succeeded');
      expect(step.stdout).toContain('to 1.0.0: deployed before it.');
      expect(operationsIn(sandbox)).toEqual([`EmployeeBackoffice@9 to ${environment}: Finished`]);
    },
  );

  test('deploys the one behind @', async () => {
    const step = await runInProcess(
      odcRelease(sandbox.url, 'built', {
        operation: 'rollback',
        'source-environment': '',
        application: 'EmployeeBackoffice@1.0.0',
      }),
    );
    expect(operationsIn(sandbox)).toEqual(['EmployeeBackoffice@9 to Test: Finished']);
    expect(step.outputs['version']).toBe('1.0.0');
  });

  test.each([
    ['not-in-target', /there is nothing to roll back/],
    ['history', /from 1\.1\.1 to 1\.0\.0/],
  ])('%s', async (scenario, says) => {
    const step = await runInProcess(
      odcRelease(sandbox.url, scenario, { operation: 'rollback', 'source-environment': '' }),
    );
    expect(step.stdout).toMatch(says);
  });
});

describe('inspect', () => {
  test.each([
    ['happy', 'succeeded'],
    ['analysis-warnings', 'succeeded-with-warnings'],
    ['analysis-errors', 'conflicts'],
    ['untagged-changes', 'succeeded'],
  ])('%s ends as %s and leaves nothing', async (scenario, status) => {
    const step = await runInProcess(
      odcRelease(sandbox.url, scenario, { operation: 'inspect', 'untagged-changes': 'tag' }),
    );
    expect(step.outputs['status']).toBe(status);
    expect(step.stdout.includes('has no finished Release build')).toBe(status !== 'conflicts');
    const { operations, builds, tags, settings } = sandbox.odc;
    expect([operations, builds, tags, settings]).toEqual([[], [], [], []]);
    expect(sandbox.bigpanda.changes).toEqual([]);
  });
});
