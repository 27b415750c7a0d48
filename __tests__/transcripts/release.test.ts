import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runCommand } from '../support/command.ts';
import { type Item, secretsOf, three, writePackage, writeReleaseFile } from '../support/release-files.ts';
import { type ReleaseRun, runReleaseFile } from '../support/release-run.ts';
import { looksAtAppian } from '../support/requests.ts';
import { testWithSignals } from '../support/signals.ts';

/** `lowcode-deploy release`: several deployments in one process. */

let sandbox: Sandbox;
let folder: string;
beforeEach(async () => {
  sandbox = await startSandbox();
  folder = mkdtempSync(join(tmpdir(), 'release-'));
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(items: readonly Item[], environments?: readonly string[]): void {
  writeReleaseFile({ folder, url: sandbox.url, items, ...(environments && { environments }) });
}

/** Statuses in the order of the plan: `a:succeeded b:failed`. */
const statusesOf = ({ result }: ReleaseRun): string =>
  result.items.map(({ name, status }) => `${name}:${status}`).join(' ');
const keptOf = ({ result }: ReleaseRun): string =>
  result.items.flatMap((item) => (item['deployed-before'] ? [item.name] : [])).join(' ');

describe('a release of three items', () => {
  test('runs stage by stage, with a name on each line, one result and one summary', async () => {
    write(three, ['test', 'production']);
    const run = await runReleaseFile(folder, { env: secretsOf(three) });
    expect(run.code).toBe(0);
    expect(run.result.status).toBe('succeeded');
    expect(run.result.items.map(({ name, environment, stage }) => [name, environment, stage])).toEqual([
      ['a', 'test', 1],
      ['b', 'test', 2],
      ['c', 'test', 2],
      ['a', 'production', 3],
      ['b', 'production', 4],
      ['c', 'production', 4],
    ]);
    expect(sandbox.appian.deployments).toHaveLength(6);
    expect(sandbox.bigpanda.changes.map(({ started, ended }) => [started, ended])).toEqual(
      Array.from({ length: 3 }, () => [2, 2]),
    );
    const own = run.log.split('\n').filter((line) => line.includes('Appian deployed it'));
    expect(own).toHaveLength(6);
    for (const line of own) expect(line).toMatch(/^[abc] → (?:test|production) +\| /);
    expect(run.summary).toMatch(/^## \S+ succeeded: .*release\.yml/);
    const page = readFileSync(run.outputs['report-file'] ?? '', 'utf8');
    expect(page).toContain('a → production');
    const junit = readFileSync(run.outputs['junit-file'] ?? '', 'utf8');
    expect([...junit.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      'release',
      ...run.result.items.map(({ name, environment }) => `${name} → ${environment}`),
    ]);
    expect(run.outputs['status']).toBe('succeeded');
    expect(JSON.parse(readFileSync(run.outputs['result-file'] ?? '', 'utf8'))).toEqual(run.result);
  });

  test('with the secrets in any variables that the file names, also for other environments', async () => {
    write([{ name: 'a' }], ['test', 'production']);
    const file = join(folder, 'release.yml');
    const text = readFileSync(file, 'utf8');
    const { environments, ...rest } = JSON.parse(text) as { environments: readonly object[] };
    const [testing, production] = environments;
    const secrets = { token: 'LOWCODE_DEPLOY_TOKEN_PROD' };
    const named = [testing, { ...production, secrets }];
    writeFileSync(file, JSON.stringify({ ...rest, environments: named }));
    const env = { ...secretsOf(three), LOWCODE_DEPLOY_TOKEN_PROD: 'sandbox-happy' };
    const run = await runReleaseFile(folder, { env, environment: 'test' });
    expect([run.code, statusesOf(run)]).toEqual([0, 'a:succeeded']);
  });

  test('writes its reports where the flags say, and never leaves those of an earlier run', async () => {
    write([{ name: 'a' }]);
    const paths = { junit: join(folder, 'reports/junit.xml'), page: join(folder, 'reports/report.html') };
    const run = await runReleaseFile(folder, { env: secretsOf(three), paths });
    expect([run.outputs['junit-file'], run.outputs['report-file']]).toEqual([paths.junit, paths.page]);
    expect(readFileSync(paths.junit, 'utf8')).toContain('failures="0"');
    const seen: boolean[] = [];
    const during = (): void => void seen.push(existsSync(paths.junit), existsSync(paths.page));
    await runReleaseFile(folder, { env: {}, paths, during });
    expect(seen).toEqual([false, false]);
    expect(readFileSync(paths.junit, 'utf8')).toMatch(
      /<failure type="invalid-input" message="[^"]*empty or not set/,
    );
  });

  test('only one environment', async () => {
    write(three, ['test', 'production']);
    const run = await runReleaseFile(folder, { env: secretsOf(three), environment: 'production' });
    expect(run.result.items.every(({ environment }) => environment === 'production')).toBe(true);
    expect(sandbox.appian.deployments).toHaveLength(3);
  });

  test('run again, deploys nothing that the platform reports as successful', async () => {
    write(three);
    await runReleaseFile(folder, { env: secretsOf(three) });
    const before = sandbox.exchanges.length;
    const again = await runReleaseFile(folder, { env: secretsOf(three) });
    expect(statusesOf(again)).toBe('a:succeeded b:succeeded c:succeeded');
    expect(keptOf(again)).toBe('a b c');
    expect(again.log).toContain('3 deployments had succeeded before.');
    expect(sandbox.exchanges.slice(before).every(({ method }) => method === 'GET')).toBe(true);
    // The platform itself was asked about each of them.
    expect(
      new Set(
        sandbox.exchanges
          .slice(before)
          .filter(looksAtAppian)
          .map(({ path }) => path),
      ).size,
    ).toBe(3);
  });

  test('run again after a package has changed, deploys that one', async () => {
    write(three);
    await runReleaseFile(folder, { env: secretsOf(three) });
    writePackage(folder, 'b', 'another');
    const again = await runReleaseFile(folder, { env: secretsOf(three) });
    expect(statusesOf(again)).toBe('a:succeeded b:succeeded c:succeeded');
    expect(keptOf(again)).toBe('a c');
    expect(sandbox.appian.deployments).toHaveLength(4);
    // The first package again: the target has the second one now.
    writePackage(folder, 'b');
    const third = await runReleaseFile(folder, { env: secretsOf(three) });
    expect(keptOf(third)).toBe('a c');
    expect(sandbox.appian.deployments).toHaveLength(5);
  });

  test('run again when the platform does not know the deployment any more, deploys it', async () => {
    write([{ name: 'a' }]);
    await runReleaseFile(folder, { env: secretsOf(three) });
    const states = join(folder, '.lowcode-deploy', 'releases');
    const state = readdirSync(states, { recursive: true, encoding: 'utf8' }).find((name) =>
      name.endsWith('json'),
    );
    const file = join(states, state ?? '');
    const id = sandbox.appian.deployments[0]?.uuid ?? '';
    const unknown = readFileSync(file, 'utf8').replaceAll(id, id.replace(/^./, '9'));
    writeFileSync(file, unknown);
    const again = await runReleaseFile(folder, { env: secretsOf(three) });
    expect(statusesOf(again)).toBe('a:succeeded');
    expect(keptOf(again)).toBe('');
    expect(sandbox.appian.deployments).toHaveLength(2);
  });
});

describe('a deployment that does not succeed', () => {
  test.each([
    ['failed', 'failed', 'failed', 1],
    ['inspection-errors', 'inspection-failed', 'inspection-failed', 1],
    ['disabled', 'error', 'error', 1],
  ] as const)(
    '%s: its neighbours end, and the next stage does not begin',
    async (scenario, own, status, code) => {
      const items: readonly Item[] = [{ name: 'a', scenario }, { name: 'b' }, { name: 'c', needs: ['a'] }];
      write(items);
      const run = await runReleaseFile(folder, { env: secretsOf(items) });
      expect([statusesOf(run), run.result.status, run.code]).toEqual([
        `a:${own} b:succeeded c:skipped`,
        status,
        code,
      ]);
      expect(run.summary).toMatch(new RegExp(`^## \\S+ ${status}: `));
      // After the fix, the release goes on: only what did not succeed is deployed.
      const fixed = items.map(({ name, needs }) => ({ name, ...(needs && { needs }) }));
      const again = await runReleaseFile(folder, { env: secretsOf(fixed) });
      expect(statusesOf(again)).toBe('a:succeeded b:succeeded c:succeeded');
      expect(keptOf(again)).toBe('b');
    },
  );

  test('waits for a reviewer: no later stage begins, the exit code is 0, and the next run goes on', async () => {
    const items: readonly Item[] = [
      { name: 'a', scenario: 'review', inputs: { 'on-review': 'stop' } },
      { name: 'b', needs: ['a'] },
    ];
    write(items);
    const run = await runReleaseFile(folder, { env: secretsOf(items) });
    expect([statusesOf(run), run.result.status, run.code]).toEqual([
      'a:pending-review b:skipped',
      'pending-review',
      0,
    ]);
    const again = await runReleaseFile(folder, { env: secretsOf(items) });
    expect(sandbox.appian.deployments.length).toBeLessThanOrEqual(2);
    expect(again.result.items[0]?.['deployment-id']).toBe(run.result.items[0]?.['deployment-id']);
  });
});

describe('nothing is sent', () => {
  const expectNothing = (run: ReleaseRun, code: number): void => {
    expect(run.code).toBe(code);
    expect(sandbox.exchanges).toHaveLength(0);
  };

  test('if inputs or files of any stage are wrong: all problems at once, by item', async () => {
    const items: readonly Item[] = [{ name: 'a' }, { name: 'b', needs: ['a'] }, { name: 'c', needs: ['b'] }];
    write(items);
    rmSync(join(folder, 'b.zip'));
    writeFileSync(join(folder, 'c.zip'), 'this is no package');
    const { C_TOKEN: _, ...env } = secretsOf(items);
    const run = await runReleaseFile(folder, { env });
    expectNothing(run, 2);
    expect(statusesOf(run)).toBe('a:skipped b:invalid-input c:invalid-input');
    expect(run.result.items[1]?.problems).toEqual([expect.stringMatching(/^input "package" does not exist/)]);
    expect(run.result.items[2]?.problems).toEqual([
      expect.stringContaining('environment variable C_TOKEN'),
      expect.stringContaining('input "package"'),
    ]);
    expect(run.log).toContain('b → test: input "package"');
  });

  test('if the file has a problem, which is named with its place', async () => {
    writeFileSync(join(folder, 'release.yml'), 'environments: [{name: test}]\nitems:\n  - name: a\n');
    const run = await runReleaseFile(folder);
    expectNothing(run, 2);
    expect(run.result.status).toBe('invalid-input');
    expect(run.result.problems).toEqual([expect.stringMatching(/release\.yml:3:5: "platform" is missing$/)]);
  });

  test('if a variable belongs to no input and is no secret of the file', async () => {
    write(three);
    const strange = { LOWCODE_DEPLOY_ON_WARNING: 'fail', LOWCODE_DEPLOY_TOKEN_PROD: 'sandbox-happy' };
    const run = await runReleaseFile(folder, { env: { ...secretsOf(three), ...strange } });
    expectNothing(run, 2);
    expect(run.result.status).toBe('invalid-input');
    expect(run.result.problems).toEqual([
      'LOWCODE_DEPLOY_ON_WARNING belongs to no input (did you mean LOWCODE_DEPLOY_ON_WARNINGS?).',
      expect.stringMatching(/^LOWCODE_DEPLOY_TOKEN_PROD belongs to no input/),
    ]);
    expect(run.log).toContain('LOWCODE_DEPLOY_ON_WARNING belongs to no input');
  });

  test('if two items deploy the same to the same place', async () => {
    write([{ name: 'a' }, { name: 'b' }]);
    writeFileSync(join(folder, 'b.zip'), readFileSync(join(folder, 'a.zip')));
    const file = join(folder, 'release.yml');
    const both = JSON.parse(readFileSync(file, 'utf8')) as { items: { inputs: { component?: string } }[] };
    for (const item of both.items) item.inputs.component = 'portal';
    writeFileSync(file, JSON.stringify(both));
    const run = await runReleaseFile(folder, { env: secretsOf(three) });
    expectNothing(run, 2);
    expect(run.result.items[1]?.problems).toEqual([expect.stringContaining('as "a → test"')]);
  });

  test('by the second of two runs at once', async () => {
    write([{ name: 'a', scenario: 'never' }]);
    const env = secretsOf([{ name: 'a', scenario: 'never' }]);
    let second: ReleaseRun | undefined;
    await runReleaseFile(folder, {
      env,
      async during({ cancel }) {
        await sandbox.until(looksAtAppian);
        second = await runReleaseFile(folder, { env });
        cancel();
      },
    });
    expect(second?.result).toMatchObject({
      status: 'refused',
      reason: expect.stringContaining('Another run uses this release file.'),
      items: [{ status: 'skipped' }],
    });
    expect(second?.code).toBe(1);
    expect(sandbox.appian.deployments).toHaveLength(1);
  });
});

describe('a cancel', () => {
  test('reaches all deployments, nothing more begins, and the next run joins what still goes on', async () => {
    const items: readonly Item[] = [
      { name: 'a', scenario: 'never' },
      { name: 'b', scenario: 'never' },
      { name: 'c', needs: ['a'] },
    ];
    write(items);
    const run = await runReleaseFile(folder, {
      env: secretsOf(items),
      async during({ cancel }) {
        await sandbox.until(() => sandbox.exchanges.filter(looksAtAppian).length >= 4);
        cancel();
      },
    });
    expect([statusesOf(run), run.result.status, run.code]).toEqual([
      'a:cancelled b:cancelled c:skipped',
      'cancelled',
      130,
    ]);
    expect(run.log).toContain('What to do: Wait for it with the same command, or check it on the platform');
    expect(run.log).not.toContain('operation: resume');
    expect(sandbox.bigpanda.changes.map(({ started, ended }) => [started, ended])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    const before = sandbox.appian.deployments.length;
    const again = await runReleaseFile(folder, {
      env: secretsOf(items),
      async during({ cancel }) {
        const from = sandbox.exchanges.filter(looksAtAppian).length;
        await sandbox.until(() => sandbox.exchanges.filter(looksAtAppian).length >= from + 4);
        cancel();
      },
    });
    expect(again.log).toContain('Joining deployment');
    expect(sandbox.appian.deployments).toHaveLength(before);
  });
});

test('the secrets of one item are hidden in the output and the files of the others', async () => {
  const items: readonly Item[] = [
    { name: 'a', inputs: { description: 'with the-key-of-b in it' } },
    { name: 'b', scenario: 'happy' },
  ];
  write(items);
  const run = await runReleaseFile(folder, {
    env: { ...secretsOf(items), B_TOKEN: 'the-key-of-b' },
  });
  const files = readdirSync(join(folder, '.lowcode-deploy'), { recursive: true, encoding: 'utf8' });
  const shown = files
    .filter((name) => /(?:result\.json|summary\.md|\.html|\.xml)$/.test(name))
    .map((name) => readFileSync(join(folder, '.lowcode-deploy', name), 'utf8'));
  const log = run.log.replaceAll(/^::add-mask::.*$/gm, '');
  for (const text of [log, run.summary, ...shown]) expect(text).not.toContain('the-key-of-b');
});

describe('the command', () => {
  const withoutTerminal = { FORCE_COLOR: '0' };

  testWithSignals('killed, and run again: it goes on, and prints its result as JSON', async () => {
    write(three);
    const env = { ...withoutTerminal, ...secretsOf(three) };
    const killed = await runCommand(
      ['release', '--json'],
      env,
      async (child) => {
        await sandbox.until(looksAtAppian);
        child.kill('SIGKILL');
      },
      folder,
    );
    expect(killed.code).toBeNull();
    const again = await runCommand(['release', '--json', '--concurrency', '1'], env, undefined, folder);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ status: 'succeeded', items: [{}, {}, {}] });
    expect(sandbox.appian.deployments).toHaveLength(3);
  });

  testWithSignals('SIGHUP cancels all: 130', async () => {
    const items: readonly Item[] = [
      { name: 'a', scenario: 'never' },
      { name: 'b', scenario: 'never' },
    ];
    write(items);
    const run = await runCommand(
      ['release'],
      { ...withoutTerminal, ...secretsOf(items) },
      async (child) => {
        await sandbox.until(() => sandbox.exchanges.filter(looksAtAppian).length >= 4);
        child.kill('SIGHUP');
      },
      folder,
    );
    expect(run.code).toBe(130);
    expect(run.stdout).toContain('2 deployments: 2 cancelled.');
    expect(sandbox.appian.deployments).toHaveLength(2);
  });
});
