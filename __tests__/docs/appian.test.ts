import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { inputs } from '../../src/definition.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { exampleOf } from '../support/examples.ts';
import { runInProcess } from '../support/in-process.ts';
import {
  describeWithShell,
  filledIn as fillIn,
  ownStep,
  type PageStep,
  runScript,
} from '../support/pages.ts';
import { packageFile } from '../support/release.ts';
import { withoutMasks } from '../support/transcript.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly PageStep[] }>>;
}

let sandbox: Sandbox;
let folder: string;
beforeEach(async () => {
  sandbox = await startSandbox({ hashFiles: true });
  folder = mkdtempSync(join(tmpdir(), 'docs-'));
  symlinkSync(join(root, 'dist'), join(folder, 'dist'), 'junction');
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const example = (name: string): string => exampleOf('docs/appian.md', name);

const run = (name: string): Promise<string> =>
  runScript(example(name), sandbox.url, folder, { DEV_KEY: 'sandbox-happy', TEST_KEY: 'sandbox-happy' });

const imports = () => sandbox.appian.deployments.filter(({ action }) => action === 'import');
const violations = () => sandbox.exchanges.flatMap((exchange) => exchange.violations);

/** What the runner would fill in, for a site that is the sandbox and files that are in a folder of the test's. */
const filledIn = (step: PageStep): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.entries(step.with ?? {}).map(([name, value]) => {
      if (name === 'url') return [name, sandbox.url];
      if (name === 'source-package') return [name, 'CR-1 Add page'];
      if (name === 'package' || name === 'customization-file') return [name, join(folder, value)];
      return [name, value.startsWith('${{ secrets.') ? 'sandbox-happy' : value];
    }),
  ),
  'bigpanda-url': sandbox.url,
  'poll-interval': '10ms',
});

describeWithShell('the commands of the page on Appian', () => {
  test('export, then inspect what was exported, twice in a row', async () => {
    for (const time of [1, 2]) {
      expect(await run('export')).toContain('succeeded');
      expect(await run('inspect')).toContain('succeeded');
      expect(sandbox.appian.inspections).toHaveLength(time);
    }
    expect(imports()).toEqual([]);
    expect(violations()).toEqual([]);
  });

  test('promote in one step', async () => {
    expect(await run('promote')).toContain('succeeded');
    expect(imports()).toMatchObject([{ status: 'COMPLETED' }]);
    expect(violations()).toEqual([]);
  });

  test('run the tests', async () => {
    expect(await run('export')).toContain('succeeded');
    expect(await run('tests')).toContain('3 tests passed.');
    expect(sandbox.appian.testRuns).toMatchObject([{ scope: 'all', status: 'COMPLETE' }]);
    expect(violations()).toEqual([]);
  });

  test('deploy the other parts', async () => {
    mkdirSync(join(folder, 'sql'));
    for (const name of ['sql/create-tables.sql', 'sql/2024-fix.sql'])
      writeFileSync(join(folder, name), 'SELECT 1;');
    for (const name of ['plugins.zip', 'settings.zip']) cpSync(packageFile, join(folder, name));
    expect(await run('parts')).toContain('succeeded');
    expect(imports()[0]?.payload).toMatchObject({
      databaseScripts: [
        { fileName: 'create-tables.sql', orderId: '1' },
        { fileName: '2024-fix.sql', orderId: '2' },
      ],
    });
    expect(violations()).toEqual([]);
  });

  test('the folder and the glob of the page run in natural order', async () => {
    const names = [
      'before/10-indexes.sql',
      'before/2-rates.sql',
      'after/V1.1.sql',
      'after/V1.sql',
      'after/x.sql',
    ];
    for (const name of names) {
      mkdirSync(dirname(join(folder, 'sql', name)), { recursive: true });
      writeFileSync(join(folder, 'sql', name), 'SELECT 1;');
    }
    const log = await run('scripts');
    expect(log).toContain(
      'scripts     1. sql/before/2-rates.sql, 2. sql/before/10-indexes.sql, 3. sql/after/V1.sql, 4. sql/after/V1.1.sql',
    );
    const payload = imports()[0]?.payload as { databaseScripts: { fileName: string }[] } | undefined;
    expect(payload?.databaseScripts.map(({ fileName }) => fileName)).toEqual([
      '2-rates.sql',
      '10-indexes.sql',
      'V1.sql',
      'V1.1.sql',
    ]);
  });
});

describe('the tests of the page on Appian', () => {
  const { jobs } = parse(example('tests-workflow')) as {
    jobs: Readonly<Record<string, { readonly steps: readonly (PageStep & { readonly if?: string })[] }>>;
  };
  const [deploy, back] = jobs['test']?.steps ?? [];

  test('go back after tests that failed, and only then', async () => {
    const inputs = fillIn(deploy, sandbox.url);
    const deployed = await runInProcess({ ...inputs, token: 'sandbox-tests-failing' });
    expect([deployed.code, deployed.outputs['status']]).toEqual([1, 'tests-failed']);
    expect(back?.if).toBe("failure() && steps.deploy.outputs.status == 'tests-failed'");
    const rolledBack = await runInProcess(fillIn(back, sandbox.url));
    expect(rolledBack.outputs['status']).toBe('succeeded');
    expect(imports().map(({ status }) => status)).toEqual(['COMPLETED', 'COMPLETED']);
  });
});

describe('the workflow of the page on Appian', () => {
  const { jobs } = parse(example('workflow')) as Workflow;
  const own = (job: string): PageStep => ownStep(jobs[job]?.steps);

  test('brings the same bytes to test and production, each with its own customization', async () => {
    const exported = await runInProcess(filledIn(own('export')), { temp: folder });
    expect(exported.outputs['status']).toBe('succeeded');

    // What becomes of the folder on its way through an artifact.
    const upload = jobs['export']?.steps.at(-1)?.with?.['path'] ?? '';
    const left = upload.split('\n').flatMap((line) => /^!.*\/([\w.-]+)$/.exec(line.trim())?.[1] ?? []);
    expect(left).toEqual(['customization.properties']);
    cpSync(exported.outputs['release-folder'] ?? '', join(folder, 'release'), {
      recursive: true,
      filter: (path) => !left.some((name) => basename(path) === name),
    });
    mkdirSync(join(folder, 'environments'));

    for (const environment of ['test', 'production']) {
      writeFileSync(join(folder, 'environments', `${environment}.properties`), example('properties'));
      const step = own(environment);
      expect(Object.keys(step.env ?? {})).toEqual(['CORE_PASSWORD']);
      const run = await runInProcess(filledIn(step), { env: { CORE_PASSWORD: `${environment}-p4ssword` } });
      expect(run.outputs).toMatchObject({
        status: 'succeeded',
        'package-sha256': exported.outputs['package-sha256'],
      });
      expect(withoutMasks(run.stdout)).not.toContain('p4ssword');
    }
    expect(imports().map(({ files }) => files.map(({ fileName }) => fileName))).toEqual([
      [
        'CR-1-Add-page.zip',
        'test.properties',
        'CR-1-Add-page-plugins.zip',
        '2024-fix.sql',
        'Create Tables.sql',
      ],
      [
        'CR-1-Add-page.zip',
        'production.properties',
        'CR-1-Add-page-plugins.zip',
        '2024-fix.sql',
        'Create Tables.sql',
      ],
    ]);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 2, ended: 2, status: 'success' }]);
    expect(violations()).toEqual([]);
  });

  test('names inputs that exist', () => {
    for (const job of ['export', 'test', 'production'])
      for (const name of Object.keys(own(job).with ?? {})) expect(Object.keys(inputs)).toContain(name);
  });
});
