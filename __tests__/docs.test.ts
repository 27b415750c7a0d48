import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { Deployment } from '../src/release-file/deployments.ts';
import { startSandbox } from '../src/sandbox/index.ts';
import { runAction } from './support/action.ts';
import { runCommand } from './support/command.ts';
import { exampleOf } from './support/examples.ts';
import { customizationFile, folder, packageFile } from './support/release.ts';

interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly strategy?: { readonly matrix: string; readonly 'fail-fast': boolean };
  readonly uses?: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly steps?: readonly {
    readonly uses: string;
    readonly with?: Readonly<Record<string, string | number>>;
    readonly env?: string;
  }[];
}
interface Workflow {
  readonly on: { readonly workflow_call?: { readonly secrets: object } };
  readonly jobs: Readonly<Record<string, Job>>;
}

const page = (name: string): string => exampleOf('docs/release-file.md', name);

describe('docs/release-file.md', () => {
  const { jobs } = parse(page('workflow')) as Workflow;
  const deployOne = parse(page('deploy-one')) as Workflow;

  test('its file is deployed by its workflows, row by row', async () => {
    const sandbox = await startSandbox();
    const path = join(folder, 'release.yml');
    writeFileSync(path, page('release').replaceAll(/https:\/\/[\w.-]+\.com$/gm, sandbox.url));
    const most = jobs['plan']?.steps?.[1]?.with?.['max-stages'];
    const planned = await runCommand(['plan', path, '--json', '--max-stages', String(most)]);
    expect(planned.stderr).toBe('');
    const { stages } = JSON.parse(planned.stdout) as { stages: { include: Deployment[] }[] };
    expect(stages).toHaveLength(Number(most));

    // The runner's part: what `env:` and `with:` of deploy-one.yml make of a row.
    const step = deployOne.jobs['deploy']?.steps?.[1];
    expect(step?.env).toBe('${{ fromJSON(inputs.deployment).env }}');
    for (const { include } of stages) {
      for (const { env, secrets, item } of include) {
        const handed = Object.keys(secrets).filter((name) => step?.with?.[name] !== undefined);
        expect(handed).toEqual(Object.keys(secrets));
        const run = await runAction(Object.fromEntries(handed.map((name) => [name, 'sandbox-happy'])), {
          env: {
            ...env,
            ...('LOWCODE_DEPLOY_PACKAGE' in env && { LOWCODE_DEPLOY_PACKAGE: packageFile }),
            ...('LOWCODE_DEPLOY_CUSTOMIZATION_FILE' in env && {
              LOWCODE_DEPLOY_CUSTOMIZATION_FILE: customizationFile,
            }),
            LOWCODE_DEPLOY_COMPONENT: item,
            LOWCODE_DEPLOY_BIGPANDA_URL: sandbox.url,
            LOWCODE_DEPLOY_POLL_INTERVAL: '10ms',
          },
        });
        expect(run.outputs['status']).toBe('succeeded');
      }
    }
    await sandbox.close();
    const ends = sandbox.bigpanda.events.filter(({ kind }) => kind === 'end');
    const inOrder = ['shared-objects', 'employee-backoffice', 'customer-portal'];
    expect(ends.map(({ body }) => body)).toMatchObject(
      [...inOrder, ...inOrder].map((component) => ({ component, status: 'success' })),
    );
  });

  test('its workflow has a job for each stage, which waits for the one before', () => {
    const { plan, ...stages } = jobs;
    expect(Object.keys(stages)).toHaveLength(Number(plan?.steps?.[1]?.with?.['max-stages']));
    for (const [at, [name, job]] of Object.entries(stages).entries()) {
      expect(name).toBe(`stage-${at + 1}`);
      expect(job.needs).toEqual(at === 0 ? 'plan' : ['plan', `stage-${at}`]);
      expect(job.if).toBe(at === 0 ? undefined : `needs.plan.outputs.stage-count >= ${at + 1}`);
      expect(job.strategy?.matrix).toBe(`\${{ fromJSON(needs.plan.outputs.stages)[${at}] }}`);
      expect(job.strategy?.['fail-fast']).toBe(false);
      expect(job.uses).toBe('./.github/workflows/deploy-one.yml');
      expect(Object.keys(job.secrets ?? {})).toEqual(Object.keys(deployOne.on.workflow_call?.secrets ?? {}));
    }
  });

  test('its commands run', async () => {
    const cwd = join(folder, 'commands');
    mkdirSync(cwd, { recursive: true });
    writeFileSync(join(cwd, 'release.yml'), page('release'));
    for (const line of page('command').trim().split('\n')) {
      const [, file = '', ...flags] = line.replace('node dist/command/index.js ', '').split(' ');
      const run = await runCommand(['plan', join(cwd, file), ...flags]);
      expect(run.code).toBe(0);
      expect(run.stdout).toContain(flags.includes('--json') ? '"stages"' : 'stage 4: ');
    }
  });
});
