import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { exampleOf } from '../support/examples.ts';
import { runInProcess } from '../support/in-process.ts';
import { describeWithShell, filledIn, ownStep, type PageStep, runScript } from '../support/pages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const example = (name: string): string => exampleOf('docs/outsystems.md', name);

let sandbox: Sandbox;
let folder: string;
beforeEach(async () => {
  sandbox = await startSandbox();
  folder = mkdtempSync(join(tmpdir(), 'docs-'));
  symlinkSync(join(root, 'dist'), join(folder, 'dist'), 'junction');
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (name: string, scenario = 'happy'): Promise<string> =>
  runScript(example(name), sandbox.url, folder, { LIFETIME_TOKEN: `sandbox-${scenario}` });

describeWithShell('the commands of the page on OutSystems', () => {
  test('look, and leave nothing', async () => {
    expect(await run('inspect')).toContain('succeeded');
    expect(sandbox.lifetime.plans).toMatchObject([{ started: false, deleted: true }]);
  });

  test('export a package, and deploy it', async () => {
    expect(await run('export')).toContain('succeeded');
    expect(await run('package')).toContain('succeeded');
    expect(sandbox.lifetime.plans).toMatchObject([{ started: true, status: 'finished_successful' }]);
  });

  test('run the tests', async () => {
    expect(await run('tests')).toContain('6 tests passed.');
    expect(sandbox.lifetime.testRuns).toHaveLength(2);
  });

  test('go back to the version before', async () => {
    expect(await run('rollback', 'history')).toContain('succeeded');
    expect(sandbox.lifetime.plans).toMatchObject([{ started: true, status: 'finished_successful' }]);
  });
});

describeWithShell('the configuration of the page on OutSystems', () => {
  test('is set after the deployment, and its secret is not shown', async () => {
    writeFileSync(join(folder, 'configuration.yml'), example('configuration'));
    const stdout = await runScript(example('configure'), sandbox.url, folder, {
      LIFETIME_TOKEN: 'sandbox-happy',
      PARTNER_KEY: 'k-4711-secret',
    });
    expect(stdout).toContain('succeeded');
    expect(stdout).not.toContain('k-4711-secret');
    expect(sandbox.lifetime.settings.map(({ kind, value }) => [kind, value])).toEqual([
      ['SiteProperty', '50'],
      ['REST_Endpoint', `${sandbox.url}/api?key=k-4711-secret`],
    ]);
  });
});

describe('the tests of the page on OutSystems', () => {
  const { jobs } = parse(example('tests-workflow')) as {
    jobs: Readonly<Record<string, { readonly steps: readonly (PageStep & { readonly if?: string })[] }>>;
  };
  const [deploy, back] = jobs['test']?.steps ?? [];
  const here = (step: PageStep | undefined, scenario: string): Readonly<Record<string, string>> => ({
    ...filledIn(step, sandbox.url),
    token: `sandbox-${scenario}`,
    ...(step?.with?.['tests-url'] && { 'tests-url': sandbox.url }),
  });

  test('go back after tests that failed, and only then', async () => {
    const deployed = await runInProcess(here(deploy, 'tests-failing'));
    expect([deployed.code, deployed.outputs['status']]).toEqual([1, 'tests-failed']);
    expect(back?.if).toBe("failure() && steps.deploy.outputs.status == 'tests-failed'");
    const rolledBack = await runInProcess(here(back, 'history'));
    expect(rolledBack.outputs['status']).toBe('succeeded');
    expect(sandbox.lifetime.plans.map(({ status }) => status)).toEqual([
      'finished_successful',
      'finished_successful',
    ]);
  });
});

describe('the workflow of the page on OutSystems', () => {
  test('brings to Production what Test was given', async () => {
    const { jobs } = parse(example('workflow')) as {
      jobs: Readonly<Record<string, { readonly steps: readonly PageStep[] }>>;
    };
    for (const job of ['test', 'production']) {
      const given = Object.entries(ownStep(jobs[job]?.steps).with ?? {}).map(([name, value]) => [
        name,
        value.startsWith('${{ secrets.') ? 'sandbox-happy' : value,
      ]);
      const { application, ...inputs } = Object.fromEntries(given) as Record<string, string>;
      const version = sandbox.bigpanda.changes[0]?.version ?? '';
      const run = await runInProcess({
        ...inputs,
        url: sandbox.url,
        'bigpanda-url': sandbox.url,
        'poll-interval': '10ms',
        application: application?.replace('${{ needs.test.outputs.version }}', version) ?? '',
      });
      expect(run.outputs).toMatchObject({ status: 'succeeded', version: '1.2.0' });
    }
    expect(sandbox.bigpanda.changes).toMatchObject([
      { component: 'EmployeeBackoffice', hosts: ['tst-env.company.com'], status: 'success' },
      { component: 'EmployeeBackoffice', hosts: ['prd-env-1.company.com'], status: 'success' },
    ]);
  });
});
