import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { lifetimeRelease } from '../outsystems/support.ts';
import { isComplete, makeUnwritable, runAction, runnerFile, type Step } from '../support/action.ts';
import { runCommand } from '../support/command.ts';
import { packageFile, release } from '../support/release.ts';
import { describeWithSignals } from '../support/signals.ts';

/** What the host does to a step: files that can't be written, state and inputs that are lost. */

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

describe('the post phase', () => {
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
      const post = await runAction(release(sandbox.url, 'happy'), { state: { journal, phase: 'main' } });
      expect(post.code).toBe(0);
      expect(sandbox.exchanges).toEqual([]);
    },
  );
});

const platforms = [
  ['Appian', release, /\/deployments$/],
  ['LifeTime', lifetimeRelease, /\/start$/],
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
        await sandbox.until(({ method, path }) => method === 'GET' && /\/deployments\/[^/]+$/.test(path));
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
