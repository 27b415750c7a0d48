import { mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { platforms, trackers } from '../../src/registry.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { exampleOf } from '../support/examples.ts';
import { runInProcess } from '../support/in-process.ts';
import { describeWithShell, filledIn, ownStep, type PageStep, runScript } from '../support/pages.ts';

const PAGE = 'docs/troubleshooting.md';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

test('the step of the page checks the systems', async () => {
  const step = ownStep(parse(exampleOf(PAGE, 'doctor-step')) as readonly PageStep[]);
  const run = await runInProcess(filledIn(step, sandbox.url));
  expect([run.code, run.stdout]).toEqual([
    0,
    expect.stringMatching(/^good: LifeTime at .*\ngood: BigPanda at /m),
  ]);
  expect(sandbox.bigpanda.events).toEqual([]);
});

test.each([...platforms, ...trackers].map(({ title }) => [title]))('the table has a row for %s', (title) => {
  const page = readFileSync(new URL(`../../${PAGE}`, import.meta.url), 'utf8');
  const table = page.slice(page.indexOf('| system |'), page.indexOf('## By status'));
  const name = title === 'ODC' ? 'OutSystems Developer Cloud' : title;
  expect(table).toMatch(new RegExp(`^\\| ${name}( \\||,)`, 'm'));
});

describeWithShell('the command of the page', () => {
  const secrets = { LIFETIME_TOKEN: 'sandbox-happy', BIGPANDA_TOKEN: 'sandbox-happy' };
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  symlinkSync(resolve('dist'), join(folder, 'dist'));
  const run = (script: string, more: Readonly<Record<string, string>> = {}) =>
    runScript(script, sandbox.url, folder, {
      ...secrets,
      LOWCODE_DEPLOY_BIGPANDA_URL: sandbox.url,
      ...more,
    });

  test('checks the systems, twice in a row', async () => {
    for (const _ of [1, 2])
      expect(await run(exampleOf(PAGE, 'doctor'))).toMatch(/^good: LifeTime at .*\ngood: BigPanda at /m);
    expect(sandbox.lifetime.plans).toEqual([]);
  });

  test('prints JSON, and exits with 1 for anything that a person must fix', async () => {
    const script = exampleOf(PAGE, 'doctor').trimEnd();
    const wrong = await run(`${script} --json || echo "exit $?"`, { BIGPANDA_TOKEN: 'no-such-token' });
    const [json = '', exit] = wrong.split(/^(?=exit)/m);
    expect(JSON.parse(json)).toMatchObject({
      status: 'error',
      systems: [
        { system: 'outsystems', verdict: 'good' },
        { system: 'bigpanda', verdict: 'bad' },
      ],
    });
    expect(exit).toBe('exit 1\n');
    const missing = await run(`${script} --url= || echo "exit $?"`);
    expect(missing).toMatch(/--url is required[^]*exit 1\n$/);
  });
});
