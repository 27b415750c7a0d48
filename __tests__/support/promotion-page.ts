import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect } from '@jest/globals';
import { parse } from 'yaml';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { exampleOf } from './examples.ts';
import { runInProcess } from './in-process.ts';
import { ownStep, type PageStep, runScript } from './pages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The examples of a page, and what a test of it uses: a new sandbox and a new folder for each test. */
interface PromotionPage {
  sandbox(): Sandbox;
  /** The folder that commands run in. */
  folder(): string;
  /** Runs an example command in the folder, with these variables. Returns stdout. */
  run(example: string, variables: Readonly<Record<string, string>>): Promise<string>;
  /** Runs the jobs `test` and `production` of the example `workflow`. Both must succeed with version 1.2.0. */
  runWorkflow(): Promise<void>;
}

/** Prepares the tests of a page whose workflow deploys from one environment to the next. */
export function promotionPage(path: string): PromotionPage {
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
  return {
    sandbox: () => sandbox,
    folder: () => folder,
    run: (example, variables) => runScript(exampleOf(path, example), sandbox.url, folder, variables),
    async runWorkflow() {
      const { jobs } = parse(exampleOf(path, 'workflow')) as {
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
    },
  };
}
