import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runCommand } from '../support/command.ts';
import { lifetimeRelease } from '../support/lifetime.ts';
import { folder, packageFile, release } from '../support/release.ts';
import { looksAtAppian } from '../support/requests.ts';
import { testWithSignals } from '../support/signals.ts';
import { timeless } from '../support/transcript.ts';
import '../support/records.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

/** Flags for everything but the secrets, which come from the environment. */
function flags(scenario: string, more: Readonly<Record<string, string>> = {}): readonly string[] {
  return flagsOf(release(sandbox.url, scenario, more));
}

function flagsOf(inputs: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(inputs).flatMap(([name, value]) =>
    ['token', 'bigpanda-token'].includes(name) ? [] : [`--${name}`, value],
  );
}

function secrets(scenario: string): Readonly<Record<string, string>> {
  return { LOWCODE_DEPLOY_TOKEN: `sandbox-${scenario}`, LOWCODE_DEPLOY_BIGPANDA_TOKEN: 'sandbox-happy' };
}

describe('the command', () => {
  test.each([['--help'], ['deploy --help'], ['plan --help'], ['help sandbox']])(
    'explains itself: %s',
    async (words) => {
      const { code, stdout } = await runCommand(words.split(' '));
      expect(code).toBe(0);
      expect(stdout).toMatchRecord();
    },
  );

  test('reports everything that is wrong with its arguments at once', async () => {
    const run = await runCommand([
      'deploi',
      'now',
      '--token',
      'secret-token',
      '--packag',
      'x',
      '--json=yes',
      '--port',
      'x',
    ]);
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatchRecord();
    expect(run.stderr).not.toContain('secret-token');
  });

  test('deploys, and prints a log for people', async () => {
    const { code, stdout, stderr } = await runCommand(
      ['deploy', ...flags('happy', { owner: 'ada' })],
      secrets('happy'),
    );
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(timeless(stdout, sandbox)).toMatchRecord();
    expect(sandbox.bigpanda.changes).toMatchObject([{ status: 'success' }]);
  });

  test('resumes the last deployment of the folder without any input', async () => {
    const urls = { LOWCODE_DEPLOY_BIGPANDA_URL: sandbox.url };
    const first = await runCommand(
      ['deploy', ...flags('review', { 'on-review': 'stop' })],
      secrets('review'),
    );
    const second = await runCommand(['resume'], { ...secrets('review'), ...urls }, undefined, first.folder);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(readFileSync(join(first.folder, '.lowcode-deploy', '.gitignore'), 'utf8')).toBe('*\n');
    expect(second.stdout).toMatch(
      /^Resuming the last deployment of this folder: customer-portal 1\.2\.3 → production, Appian at /,
    );
    expect(sandbox.appian.deployments).toMatchObject([{ status: 'COMPLETED' }]);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'success' }]);
  });

  test('takes a secret from a file', async () => {
    const file = join(folder, 'token.txt');
    writeFileSync(file, 'sandbox-happy\n');
    const run = await runCommand(['inspect', '--token-file', file, ...flags('happy', { environment: '' })]);
    expect(run.code).toBe(0);
    expect(sandbox.appian.deployments).toHaveLength(0);
  });

  test('names a variable that was not expanded in place of a secret, and sends nothing', async () => {
    const file = join(folder, 'unexpanded.txt');
    writeFileSync(file, '#{APPIAN_API_KEY}#\n');
    const run = await runCommand(
      ['deploy', '--token-file', file, ...flags('happy', { version: '$(Build.BuildNumber)' })],
      { LOWCODE_DEPLOY_BIGPANDA_TOKEN: '$(BIGPANDA_TOKEN)' },
    );
    expect(run.code).toBe(2);
    expect(timeless(`${run.stdout}${run.stderr}`, sandbox)).toMatchRecord();
    expect(sandbox.exchanges).toEqual([]);
  });

  test('takes no page for a secret or a release file', async () => {
    const file = join(folder, 'page.yml');
    writeFileSync(file, '<!DOCTYPE html>\n<title>Sign in</title>\n');
    const [deploy, plan] = [
      await runCommand(['deploy', '--token-file', file, ...flags('happy')]),
      await runCommand(['plan', file]),
    ];
    expect([deploy.code, plan.code]).toEqual([2, 2]);
    const said = `${deploy.stderr}${plan.stdout}${plan.stderr}`.replaceAll(folder, '<folder>');
    expect(said).toMatchRecord();
  });

  test('prints nothing but the result with --json', async () => {
    const run = await runCommand(
      ['deploy', '--json', ...flags('inspection-errors')],
      secrets('inspection-errors'),
    );
    expect(run.code).toBe(1);
    const result = JSON.parse(run.stdout) as { status: string; inspection: { problems: unknown[] } };
    expect(result.status).toBe('inspection-failed');
    expect(result.inspection.problems).toHaveLength(4);
    expect(run.stderr).toContain('Problems: 3 errors, 1 warning');
  });

  test.each([
    { scenario: 'failed', code: 1, more: {} },
    { scenario: 'happy', code: 2, more: { timeout: 'soon' } },
    { scenario: 'unknown-status', code: 3, more: {} },
    { scenario: 'never', code: 3, more: { timeout: '1s' } },
  ])('exits $code for $scenario', async ({ scenario, code, more }) => {
    const run = await runCommand(['deploy', ...flags(scenario, more)], secrets(scenario));
    expect(run.code).toBe(code);
  });

  testWithSignals('exits 130 when it is cancelled', async () => {
    const run = await runCommand(['deploy', ...flags('never')], secrets('never'), async (child) => {
      await sandbox.until(looksAtAppian);
      child.kill('SIGINT');
    });
    expect(run.code).toBe(130);
    expect(sandbox.bigpanda.changes).toMatchObject([{ status: 'failure' }]);
  });

  testWithSignals.each([
    ['and shows nothing more', (child: ChildProcess) => void child.stdout?.destroy()],
    ['and still shows what is written', () => {}],
  ])('aborts the deployment when its terminal closes %s', async (_, close) => {
    const run = await runCommand(
      ['deploy', ...flagsOf(lifetimeRelease(sandbox.url, 'never'))],
      secrets('never'),
      async (child) => {
        await sandbox.until(({ method, path }) => method === 'GET' && path.endsWith('/status/'));
        close(child);
        child.kill('SIGHUP');
        await sandbox.until(({ path }) => path.endsWith('/abort/'));
        child.kill('SIGHUP');
      },
    );
    expect(run.code).toBe(130);
    const [plan] = sandbox.lifetime.plans;
    expect(plan?.commands).toMatchObject([
      { command: 'start', status: 202 },
      { command: 'abort', status: 202 },
    ]);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'failure' }]);
  });

  test('shows the whole job in a demo', async () => {
    const run = await runCommand(['demo']);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('succeeded after');
    expect(run.stdout).toMatch(/start \{.*\n {2}end {3}\{.*"status":"success"\}/);
    expect(readdirSync(run.folder)).toEqual([]);
  });

  test('knows the scenarios of the demo', async () => {
    expect((await runCommand(['demo', '--scenario', 'no-such'])).code).toBe(2);
    expect((await runCommand(['demo', '--scenario', 'rejected'])).code).toBe(1);
  });

  test('shows what becomes of a run that is cancelled', async () => {
    const run = await runCommand(['demo', '--scenario', 'cancelled']);
    expect(run.code).toBe(130);
    expect(run.stdout).toMatch(/start \{.*\n {2}end {3}\{.*"status":"failure","errorMessage":"cancelled: /);
  });

  test('shows what becomes of a run that is killed', async () => {
    const run = await runCommand(['demo', '--scenario', 'killed']);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('it could not report anything');
    expect(run.stdout.match(/^ {2}start /gm)).toHaveLength(1);
    expect(run.stdout).toMatch(/start \{.*\n {2}end {3}\{.*"status":"success"\}/);
    expect(readdirSync(run.folder)).toEqual([]);
  });

  testWithSignals('serves the sandbox until it has to stop', async () => {
    const run = await runCommand(['sandbox', '--samples', 'samples'], {}, async (child) => {
      const line = await new Promise<string>((resolve) => child.stdout?.once('data', resolve));
      const url = /http:\/\/\S+/.exec(line)?.[0] ?? '';
      const answer = await fetch(url);
      expect(await answer.text()).toContain('happy');
      child.kill('SIGINT');
    });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('GET / 200');
    expect(readdirSync(join(run.folder, 'samples')).toSorted()).toEqual([
      'EmployeeBackoffice.oap',
      'customer-portal.zip',
    ]);
  });

  test('names --port for a port that is in use', async () => {
    const { port } = new URL(sandbox.url);
    const { code, stderr } = await runCommand(['sandbox', '--port', port]);
    expect(code).toBe(2);
    expect(stderr).toBe(
      `Port ${port} is in use on this machine: name another one with --port, or leave --port out for any free one.\n`,
    );
  });

  test('finds a package by a glob', async () => {
    const run = await runCommand(
      ['inspect', ...flags('happy', { package: `${folder}/customer-*.zip` })],
      secrets('happy'),
    );
    expect(run.code).toBe(0);
    expect(packageFile).toContain('customer-');
  });
});
