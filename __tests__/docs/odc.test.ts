import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { exampleOf } from '../support/examples.ts';
import { runInProcess } from '../support/in-process.ts';
import { operationsIn } from '../support/odc.ts';
import { describeWithShell, ownStep, type PageStep, runScript } from '../support/pages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const example = (name: string): string => exampleOf('docs/odc.md', name);

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

const run = (name: string): Promise<string> =>
  runScript(example(name), sandbox.url, folder, { ODC_CLIENT_SECRET: 'sandbox-built' });

describeWithShell('the commands of the page on ODC', () => {
  test('look, and leave nothing', async () => {
    expect(await run('inspect')).toContain('succeeded');
    const { operations, builds, tags } = sandbox.odc;
    expect([operations, builds, tags]).toEqual([[], [], []]);
  });

  test('set values that the deployment applies', async () => {
    writeFileSync(join(folder, 'test.yml'), example('configuration'));
    expect(await run('configured')).toContain('succeeded');
    expect(operationsIn(sandbox)).toEqual(['EmployeeBackoffice@17 to Test: Finished']);
    expect(sandbox.odc.settings.map(({ name, isPending }) => [name, isPending])).toEqual([
      ['MaxRetries', false],
      ['ApiUrl', false],
      ['ApiKey', false],
      ['IsActive', false],
      ['Url', false],
    ]);
  });

  test('go back to the revision before', async () => {
    expect(await run('rollback')).toContain('succeeded');
    expect(operationsIn(sandbox)).toEqual(['EmployeeBackoffice@9 to Production: Finished']);
  });
});

describe('the workflow of the page on ODC', () => {
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
      const step = await runInProcess({
        ...inputs,
        url: sandbox.url,
        'bigpanda-url': sandbox.url,
        'poll-interval': '10ms',
        application: application?.replace('${{ needs.test.outputs.version }}', version) ?? '',
      });
      expect(step.outputs).toMatchObject({ status: 'succeeded', version: '1.2.0' });
    }
    expect(operationsIn(sandbox)).toEqual([
      'EmployeeBackoffice@17 to Test: Finished',
      'EmployeeBackoffice@17 to Production: Finished',
    ]);
    expect(sandbox.bigpanda.changes).toMatchObject([
      { component: 'EmployeeBackoffice', hosts: ['acme-tst.example.com'], status: 'success' },
      { component: 'EmployeeBackoffice', hosts: ['acme.example.com'], status: 'success' },
    ]);
  });
});
