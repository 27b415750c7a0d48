import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { entries, isComplete, makeUnwritable, runAction, runnerFile, type Step } from '../support/action.ts';
import { runCommand } from '../support/command.ts';
import { FULL_DISK } from '../support/host-faults.ts';
import { runInProcess } from '../support/in-process.ts';
import { lifetimeRelease } from '../support/lifetime.ts';
import { packageFile, release } from '../support/release.ts';
import { looksAtAppian } from '../support/requests.ts';
import { describeWithSignals } from '../support/signals.ts';
import { allHappy, tracked } from '../support/trackers.ts';

/** What the host does to a step: files that can't be written, state and inputs that are lost. */

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

describe('the post phase without the state of the step', () => {
  test.each([
    ['Appian', release],
    ['LifeTime', lifetimeRelease],
  ] as const)('deploys nothing to %s when the state was lost, and says so', async (_, inputs) => {
    const post = await runAction(inputs(sandbox.url, 'happy'), { phase: 'post' });
    expect(post.code).toBe(0);
    expect(sandbox.exchanges).toEqual([]);
    expect(post.stdout).toContain('::warning::');
    expect(post.stdout).toContain('GITHUB_STATE');
  });

  test.each(['nonsense', '{}', '{"format":1,"closed":false}', '{"closed":true}'])(
    'deploys nothing whatever the state is: %s',
    async (journal) => {
      const post = await runInProcess(release(sandbox.url, 'happy'), { state: { journal, phase: 'main' } });
      expect(post.code).toBe(0);
      expect(sandbox.exchanges).toEqual([]);
    },
  );
});

/** The trackers that have a record without an end. */
const openIn = (site: Sandbox): readonly string[] => [
  ...site.bigpanda.changes.filter(({ ended }) => ended === 0).map(() => 'BigPanda'),
  ...site.deploymentsApi.deployments
    .filter(({ status }) => status === 'pending' || status === 'in_progress')
    .map(() => 'Deployments API'),
  ...site.github.deployments
    .filter(({ statuses }) => !['success', 'failure'].includes(statuses.at(-1)?.state ?? ''))
    .map(() => 'GitHub'),
];

const platforms = [
  ['Appian', release, /\/deployments$/, /^\/suite\/.*\/deployments\/[^/]+$/],
  ['LifeTime', lifetimeRelease, /\/start$/, /\/deployments\/[^/]+\/status\/?$/],
] as const;

/** Runs a step; as soon as the deployment has begun, `act` happens to the host. */
async function whileDeploying(
  [, inputs, begins]: (typeof platforms)[number],
  act: (temp: string) => void,
): Promise<Step> {
  const temp = mkdtempSync(join(tmpdir(), 'step-'));
  const site = await startSandbox({
    onExchange: ({ method, path }) => {
      if (method === 'POST' && begins.test(path)) act(temp);
    },
  });
  const step = await runAction(inputs(site.url, 'happy'), { temp });
  await site.close();
  expect([...site.appian.deployments, ...site.lifetime.plans]).toHaveLength(1);
  expect(site.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'success' }]);
  return step;
}

describe.each(platforms)('a step that deploys to %s', (...platform) => {
  test('and whose outputs become unwritable ends it, ends its records, and is red', async () => {
    const step = await whileDeploying(platform, (temp) => makeUnwritable(runnerFile(temp, 'output')));
    expect(step.code).toBe(1);
    expect(step.stdout).toMatch(/^succeeded after /m);
    expect(step.stdout).toMatch(/^::error::The outputs could not be written.*succeeded\.$/m);
    expect(step.summary).toContain('Deployed');
  });

  test('and whose runner wipes its files hands over every output all the same', async () => {
    const step = await whileDeploying(platform, (temp) => {
      for (const name of ['output', 'state', 'summary'] as const) rmSync(runnerFile(temp, name));
    });
    expect(step.code).toBe(0);
    expect(step.outputs['status']).toBe('succeeded');
    expect(step.outputs['deployment-id']).not.toBe('');
    expect(step.summary).toContain('Deployed');
    expect(isComplete(step)).toBe(true);
  });

  test('and whose state and summary become unwritable is green and warns once of each', async () => {
    const step = await whileDeploying(platform, (temp) => {
      for (const name of ['state', 'summary'] as const) makeUnwritable(runnerFile(temp, name));
    });
    expect(step.code).toBe(0);
    expect(step.stdout.match(/^::warning::The state of this run could not be saved/gm)).toHaveLength(1);
    expect(step.stdout.match(/^::warning::The summary could not be written/gm)).toHaveLength(1);
  });

  test('and whose disk is full from then on leaves no old state, by which post would end again', async () => {
    const temp = mkdtempSync(join(tmpdir(), 'step-'));
    const site = await startSandbox({
      onExchange: ({ path }) => path.endsWith('/start') && writeFileSync(join(temp, 'struck'), ''),
    });
    const inputs = platform[1](site.url, 'happy');
    const step = await runAction(inputs, { temp, preload: FULL_DISK });
    const post = await runAction(inputs, { phase: 'post', state: step.state });
    await site.close();
    expect(step.code).toBe(1);
    expect(step.stdout).toMatch(/^succeeded after /m);
    expect(step.state).toEqual({});
    expect(post.stdout).toContain('GITHUB_STATE');
    expect(site.bigpanda.events.map(({ kind }) => kind)).toEqual(['start', 'end']);
  });

  test('sends nothing where its outputs cannot be written from the beginning', async () => {
    const step = await runAction(platform[1](sandbox.url, 'happy'), { unwritable: ['output'] });
    expect(step.code).toBe(1);
    expect(step.stderr).toBe('');
    expect(step.stdout).toMatch(/^::error::error.*A file of the runner could not be read or written/m);
    expect(sandbox.exchanges).toEqual([]);
  });

  test('deploys without a state, and says what is missing', async () => {
    const step = await runAction(platform[1](sandbox.url, 'happy'), { unwritable: ['state'] });
    expect(step.code).toBe(0);
    expect(step.stderr).toBe('');
    expect(step.stdout).toContain('::warning::The state of this run could not be saved');
  });
});

const strict = () => release(sandbox.url, 'happy', { 'on-warnings': 'fail' });

describe('a step whose inputs are lost on the way', () => {
  test.each([
    ['every name with a dash', /-/],
    ['one of them', /^INPUT_ON-WARNINGS$/],
    ['one without a dash', /^INPUT_ENVIRONMENT$/],
  ])('sends nothing and says so: %s', async (_, lost) => {
    const step = await runAction(strict(), { lost });
    expect([step.code, step.outputs['status']]).toEqual([1, 'invalid-input']);
    expect(step.stdout).toContain('did not reach this program');
    expect(sandbox.exchanges).toEqual([]);
  });

  test('is noticed behind a real shell that drops them', async () => {
    const { status, stdout } = spawnSync('dash', ['-c', 'exec "$0" "$1"', process.execPath, entries.main], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        RUNNER_TEMP: mkdtempSync(join(tmpdir(), 'step-')),
        ...Object.fromEntries(
          Object.entries(strict()).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
        ),
      },
    });
    // Where there is no dash, the action was not started.
    expect(status === null || stdout.includes('A shell such as sh drops variables')).toBe(true);
    expect(sandbox.exchanges).toEqual([]);
  });
});

describe.each(platforms)('the post phase of a killed step that deployed to %s', (...platform) => {
  const all = { ...tracked('', allHappy), 'bigpanda-api': '', 'bigpanda-token': 'sandbox-happy' };

  interface Finished {
    readonly site: Sandbox;
    readonly other: Sandbox;
    readonly post: Step;
  }

  /** Kills the step at its first look, and starts its post phase with other inputs. */
  async function finish(change: (other: string) => Readonly<Record<string, string>>): Promise<Finished> {
    const site = await startSandbox({
      faults: [{ request: { method: 'GET', path: platform[3] }, kind: 'stall' }],
    });
    const other = await startSandbox();
    const own = { ...all, 'deployments-api-url': site.url };
    const inputs = platform[1](site.url, 'happy', own);
    const main = await runAction(inputs, {
      during: async (child) => {
        await site.until(({ fault }) => fault === 'stall');
        child.kill('SIGKILL');
      },
    });
    const env = { GITHUB_API_URL: `${site.url}/api/v3` };
    const post = await runInProcess({ ...inputs, ...change(other.url) }, { state: main.state, env });
    await Promise.all([site.close(), other.close()]);
    expect(post.code).toBe(0);
    expect(other.exchanges).toEqual([]);
    return { site, other, post };
  }

  test('ends everything with the inputs of the step', async () => {
    const { site, post } = await finish(() => ({}));
    expect(openIn(site)).toEqual([]);
    expect(post.stdout).not.toContain('stays open');
  });

  test.each([
    ['another BigPanda', (url: string) => ({ 'bigpanda-url': url }), 'BigPanda'],
    ['no BigPanda', () => ({ 'bigpanda-token': '' }), 'BigPanda'],
    ['another Deployments API', (url: string) => ({ 'deployments-api-url': url }), 'Deployments API'],
    ['no token of the Deployments API', () => ({ 'deployments-api-token': '' }), 'Deployments API'],
    ['no GitHub Deployments', () => ({ 'github-deployment': '' }), 'GitHub'],
  ] as const)('names what it leaves open, and ends the others: %s', async (_, change, left) => {
    const { site, post } = await finish(change);
    expect(openIn(site)).toEqual([left]);
    expect(post.stdout.match(/^::warning::.*stays open.*$/gm)).toEqual([expect.stringContaining(left)]);
  });

  test.each([
    ['another site', (url: string) => ({ url })],
    ['no token', () => ({ token: '' })],
  ] as const)('leaves the platform alone and ends the records: %s', async (_, change) => {
    const { site, post } = await finish(change);
    expect(openIn(site)).toEqual([]);
    expect(site.bigpanda.changes).toMatchObject([{ status: 'failure' }]);
    expect(post.stdout).toContain('the step used');
  });
});

describe('the command', () => {
  const args = ['deploy', '--platform', 'appian', '--environment', 'production', '--poll-interval', '10ms'];
  const secrets = { LOWCODE_DEPLOY_TOKEN: 'sandbox-happy', LOWCODE_DEPLOY_BIGPANDA_TOKEN: 'sandbox-happy' };

  function deploy(env: Readonly<Record<string, string>> = {}, more: readonly string[] = []) {
    const to = ['--url', sandbox.url, '--bigpanda-url', sandbox.url, '--package', packageFile];
    return runCommand([...args, ...to, ...more], { ...secrets, ...env });
  }

  test('works for a user whom the system does not know', async () => {
    const unknownUser = `
      import os from 'node:os';
      import { syncBuiltinESMExports } from 'node:module';
      os.userInfo = () => { throw new Error('uv_os_get_passwd returned ENOENT'); };
      syncBuiltinESMExports();`;
    const run = await deploy({
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(unknownUser)}`,
    });
    expect(run.stderr).toBe('');
    expect(run.code).toBe(0);
  });

  test('is red where its own file of outputs becomes unwritable, and says how the deployment ended', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'step-')), 'outputs.properties');
    const done = sandbox.until(({ method, path }) => method === 'POST' && path.endsWith('/deployments'));
    const running = deploy({}, ['--outputs', file, '--poll-interval', '300ms']);
    await done;
    makeUnwritable(file);
    const run = await running;
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/^succeeded after /m);
    expect(run.stdout).toContain('error: The outputs could not be written');
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'success' }]);
  });
});

describeWithSignals('a terminal that closes', () => {
  test('cancels the run, although it says so twice', async () => {
    const step = await runAction(release(sandbox.url, 'never'), {
      during: async (child) => {
        await sandbox.until(looksAtAppian);
        child.kill('SIGHUP');
        await sandbox.until(({ path }) => path.endsWith('/end'));
        child.kill('SIGHUP');
      },
    });
    expect([step.code, step.outputs['status']]).toEqual([1, 'cancelled']);
    expect(step.stdout).toContain('The run was cancelled (SIGHUP).');
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'failure' }]);
  });
});
