import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { exampleOf } from '../support/examples.ts';
import { runInProcess } from '../support/in-process.ts';
import { describeWithShell, ownStep, type PageStep, runScript } from '../support/pages.ts';

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

  test('export a package, and deploy it, twice in a row', async () => {
    const deployed = { started: true, status: 'finished_successful' };
    for (const plans of [[deployed], [deployed, deployed]]) {
      expect(await run('export')).toContain('succeeded');
      expect(await run('package')).toContain('succeeded');
      expect(sandbox.lifetime.plans).toMatchObject(plans);
    }
  });

  test('go back to the version before', async () => {
    expect(await run('rollback', 'history')).toContain('succeeded');
    expect(sandbox.lifetime.plans).toMatchObject([{ started: true, status: 'finished_successful' }]);
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
