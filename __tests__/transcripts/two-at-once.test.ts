import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runAction } from '../support/action.ts';
import { runCommand } from '../support/command.ts';
import { release } from '../support/release.ts';
import { looksAtAppian } from '../support/requests.ts';
import { describeWithSignals } from '../support/signals.ts';

let sandbox: Sandbox;
let folder: string;
let stateFile: string;
beforeEach(async () => {
  sandbox = await startSandbox();
  folder = mkdtempSync(join(tmpdir(), 'step-'));
  stateFile = join(folder, 'state.json');
});
afterEach(() => sandbox.close());

const secrets = { LOWCODE_DEPLOY_TOKEN: 'sandbox-happy', LOWCODE_DEPLOY_BIGPANDA_TOKEN: 'sandbox-happy' };
const inputs = (more: Readonly<Record<string, string>> = {}) =>
  release(sandbox.url, 'happy', { 'state-file': stateFile, ...more });

const flags = (more: Readonly<Record<string, string>> = {}): readonly string[] => {
  const { token: _, 'bigpanda-token': __, ...rest } = release(sandbox.url, 'happy', more);
  return Object.entries(rest).flatMap(([name, value]) => (value ? [`--${name}`, value] : []));
};

/** Stops the first run in the middle of its deployment, lets another one run to its end, and goes on. */
function meanwhile(other: () => Promise<void>) {
  return async (child: ChildProcess): Promise<void> => {
    await sandbox.until(looksAtAppian);
    child.kill('SIGSTOP');
    try {
      await other();
    } finally {
      child.kill('SIGCONT');
    }
  };
}

const killed = async (child: ChildProcess): Promise<void> => {
  await sandbox.until(looksAtAppian);
  child.kill('SIGKILL');
};

function expectOneDeployment(): void {
  expect(sandbox.appian.deployments).toHaveLength(1);
  expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'success' }]);
}

describeWithSignals('two runs with one state file', () => {
  test('in two steps: the second one is refused, also by way of a link, and sends nothing', async () => {
    const link = join(folder, 'link.json');
    symlinkSync('state.json', link);
    const first = await runAction(inputs(), {
      during: meanwhile(async () => {
        const before = sandbox.exchanges.length;
        const second = await runAction(inputs({ 'state-file': link }));
        expect(second.outputs['status']).toBe('refused');
        expect(second.code).toBe(1);
        expect(second.stdout).toMatch(
          /The state file .*link\.json is in use by another run\. Process \d+ on /,
        );
        expect(second.stdout).toContain(`delete ${stateFile}.lock`);
        expect(sandbox.exchanges).toHaveLength(before);
      }),
    });
    expect(first.outputs['status']).toBe('succeeded');
    expectOneDeployment();
    expect(readdirSync(folder).toSorted()).toEqual(['link.json', 'state.json']);
    expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toMatchObject({ closed: true, status: 'succeeded' });
  });

  test('that was killed: its post phase and a later step get past its lock', async () => {
    const first = await runAction(inputs(), { during: killed });
    expect(readdirSync(folder)).toContain('state.json.lock');
    await runAction(inputs(), { state: first.state });
    expectOneDeployment();
    expect(readdirSync(folder)).toEqual(['state.json']);
    const later = await runAction(inputs({ operation: 'resume', package: '', component: 'customer-portal' }));
    expect(later.outputs['status']).toBe('succeeded');
    expect(sandbox.appian.deployments).toHaveLength(1);
  });
});

const run = (more: Readonly<Record<string, string>> = {}) =>
  runCommand(['deploy', ...flags(more), '--json'], secrets, undefined, folder);

describeWithSignals('two commands in one folder', () => {
  test('with one release: the second one is refused; another release may run', async () => {
    const first = await runCommand(
      ['deploy', ...flags()],
      secrets,
      meanwhile(async () => {
        const before = sandbox.exchanges.length;
        const [second, other] = [await run(), sandbox.exchanges.length];
        expect(JSON.parse(second.stdout)).toMatchObject({ status: 'refused' });
        expect(second.stderr).toContain('The same release is in use by another run. Process ');
        expect(other).toBe(before);
        expect(JSON.parse((await run({ component: 'billing' })).stdout)).toMatchObject({
          status: 'succeeded',
        });
      }),
      folder,
    );
    expect(first.code).toBe(0);
    expect(sandbox.appian.deployments).toHaveLength(2);
    expect(readdirSync(join(folder, '.lowcode-deploy')).filter((name) => name.includes('.lock'))).toEqual([]);
  });

  test('of which the first was killed, with stray files beside: the second one goes on with it', async () => {
    await runCommand(['deploy', ...flags()], secrets, killed, folder);
    writeFileSync(join(folder, '.lowcode-deploy', 'zz-stray'), 'mine');
    const second = await runCommand(['deploy', ...flags()], secrets, undefined, folder);
    expect(second.code).toBe(0);
    expect(second.stdout).toContain('zz-stray is ignored: it is not a folder of a run');
    expectOneDeployment();
  });
});

describeWithSignals('a state file that cannot be used', () => {
  test.each([
    ['a device', '/dev/null', /can't be used \(\/dev\/null\): it is a device, and must be a regular file/],
    ['in a folder that is a file', join('/dev/null', 'x.json'), /name a file that this process may create/],
  ])('%s: nothing is sent', async (_, file, says) => {
    const step = await runAction(inputs({ 'state-file': file }));
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toMatch(says);
    expect(sandbox.exchanges).toEqual([]);
  });
});
