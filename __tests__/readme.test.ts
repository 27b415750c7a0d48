import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { inputs, outputs } from '../src/definition.ts';
import { startSandbox } from '../src/sandbox/index.ts';
import { runAction } from './support/action.ts';
import { exampleOf } from './support/examples.ts';
import { filledIn, ownStep, type PageStep } from './support/pages.ts';
import { packageFile } from './support/release.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly PageStep[] }>>;
}

const example = (name: string): string => exampleOf('README.md', name);

describe('the examples of the README', () => {
  test('deploy', async () => {
    const workflow = parse(example('deploy')) as Workflow;
    const step = ownStep(workflow.jobs['deploy']?.steps);
    const sandbox = await startSandbox();
    const run = await runAction(filledIn(step, sandbox.url));
    await sandbox.close();
    expect(run.outputs['status']).toBe('succeeded');
    expect(sandbox.bigpanda.changes).toMatchObject([{ component: 'customer-portal', status: 'success' }]);
  });

  test('outsystems', async () => {
    const [step] = parse(example('outsystems')) as readonly PageStep[];
    const sandbox = await startSandbox();
    const run = await runAction(filledIn(step, sandbox.url));
    await sandbox.close();
    expect(run.outputs).toMatchObject({ status: 'succeeded', version: '1.2.0' });
    expect(sandbox.bigpanda.changes).toMatchObject([
      { component: 'EmployeeBackoffice', hosts: ['tst-env.company.com'], status: 'success' },
    ]);
  });

  test('command', async () => {
    // The example is written for a POSIX shell.
    if (process.platform === 'win32') return;
    const sandbox = await startSandbox();
    const script = example('command')
      .replace('https://example.appiancloud.com', sandbox.url)
      .replace('packages/customer-portal.zip', packageFile)
      .concat(' --poll-interval 10ms');
    const env = { PATH: process.env['PATH'], APPIAN_API_KEY: 'sandbox-happy' };
    await promisify(execFile)('sh', ['-euc', script.replace('\n --poll', ' --poll')], { cwd: root, env });
    await sandbox.close();
    expect(sandbox.appian.deployments).toMatchObject([
      { status: 'COMPLETED', name: 'customer-portal 1.2.3' },
    ]);
  });

  test('name inputs and outputs that exist', () => {
    const workflow = `${example('deploy')}\n${example('outsystems')}`;
    for (const [, name] of workflow.matchAll(/outputs\.([\w-]+)/g))
      expect(Object.keys(outputs)).toContain(name);
    const used = [...workflow.matchAll(/^ {4,}([a-z-]+): \S/gm)].map(([, name]) => name ?? '');
    expect(used.filter((name) => name in inputs).length).toBeGreaterThan(8);
  });
});
