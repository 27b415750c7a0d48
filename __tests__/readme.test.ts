import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { inputs, outputs } from '../src/inputs/definition.ts';
import { startSandbox } from '../src/sandbox/index.ts';
import { runAction } from './support/action.ts';
import { exampleOf } from './support/examples.ts';
import { customizationFile, packageFile } from './support/release.ts';
import { recordsIn } from './support/trackers.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

interface ExampleStep {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly ExampleStep[] }>>;
}

const example = (name: string): string => exampleOf('README.md', name);

/** The inputs that a user would have after replacing what is theirs: site, files, secrets. */
function filledIn(step: ExampleStep | undefined, url: string): Readonly<Record<string, string>> {
  const given = Object.entries(step?.with ?? {}).map(([name, value]): readonly [string, string] => {
    if (name === 'url' || name === 'deployments-api-url') return [name, url];
    if (name === 'package') return [name, packageFile];
    if (name === 'customization-file') return [name, customizationFile];
    return [name, value.startsWith('${{ secrets.') ? 'sandbox-happy' : value];
  });
  const own = { 'bigpanda-url': url, 'poll-interval': '10ms' };
  const inputs: Readonly<Record<string, string>> = { ...Object.fromEntries(given), ...own };
  // What GitHub itself would fill in.
  return 'github-deployment' in inputs ? { ...inputs, 'github-token': 'sandbox-happy' } : inputs;
}

describe('the examples of the README', () => {
  test('deploy', async () => {
    const workflow = parse(example('deploy')) as Workflow;
    const step = workflow.jobs['deploy']?.steps.find(({ uses }) => uses?.startsWith('lowcode-deploy/'));
    const sandbox = await startSandbox();
    const run = await runAction(filledIn(step, sandbox.url));
    await sandbox.close();
    expect(run.outputs['status']).toBe('succeeded');
    expect(sandbox.bigpanda.changes).toMatchObject([{ component: 'customer-portal', status: 'success' }]);
  });

  test('inspect', async () => {
    const [step] = parse(example('inspect')) as readonly ExampleStep[];
    const sandbox = await startSandbox();
    const run = await runAction(filledIn(step, sandbox.url));
    await sandbox.close();
    expect(run.outputs['status']).toBe('succeeded');
    expect(sandbox.appian.deployments).toHaveLength(0);
  });

  test('outsystems', async () => {
    const [step] = parse(example('outsystems')) as readonly ExampleStep[];
    const sandbox = await startSandbox();
    const run = await runAction(filledIn(step, sandbox.url));
    await sandbox.close();
    expect(run.outputs).toMatchObject({ status: 'succeeded', version: '1.2.0' });
    expect(sandbox.bigpanda.changes).toMatchObject([
      { component: 'EmployeeBackoffice', hosts: ['tst-env.company.com'], status: 'success' },
    ]);
  });

  test.each(['bigpanda-changes', 'deployments-api', 'github-deployment'])('%s', async (name) => {
    const parsed = parse(example(name)) as readonly ExampleStep[] | Workflow['jobs'];
    const steps = 'deploy' in parsed ? parsed['deploy'].steps : (parsed as readonly ExampleStep[]);
    const sandbox = await startSandbox();
    const run = await runAction(filledIn(steps[0], sandbox.url));
    await sandbox.close();
    expect(run.outputs['status']).toBe('succeeded');
    expect(recordsIn(sandbox)).toEqual({
      changes: name === 'bigpanda-changes' ? [['Planned', 'In Progress', 'Done']] : [],
      deploymentsApi: name === 'deployments-api' ? [['pending', 'in_progress', 'succeeded']] : [],
      github: name === 'github-deployment' ? [['in_progress', 'success']] : [],
      violations: [],
    });
  });

  test('records', async () => {
    const [step] = parse(example('records')) as readonly ExampleStep[];
    const sandbox = await startSandbox();
    const run = await runAction(filledIn(step, sandbox.url));
    await sandbox.close();
    expect(run.outputs).toMatchObject({ status: 'succeeded', version: '1.0.1' });
    expect(sandbox.bigpanda.changes).toMatchObject([{ version: '1.0.1', status: 'success' }]);
    expect(sandbox.deploymentsApi.deployments).toMatchObject([{ version: '1.0.1', status: 'succeeded' }]);
    expect(sandbox.deploymentsApi.history.filter(({ writes }) => writes.length > 0)).toMatchObject([
      { version: '1.1.0', status: 'rolled_back' },
    ]);
    expect(recordsIn(sandbox)).toMatchObject({ github: [['in_progress', 'success']], violations: [] });
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
    const workflow = `${example('deploy')}\n${example('inspect')}\n${example('outsystems')}`;
    for (const [, name] of workflow.matchAll(/outputs\.([\w-]+)/g))
      expect(Object.keys(outputs)).toContain(name);
    const used = [...workflow.matchAll(/^ {4,}([a-z-]+): \S/gm)].map(([, name]) => name ?? '');
    expect(used.filter((name) => name in inputs).length).toBeGreaterThan(8);
  });
});
