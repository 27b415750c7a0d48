import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { globSync } from 'tinyglobby';
import { parse } from 'yaml';
import { azureVariable } from '../../src/ci/azure.ts';
import { outputVariable } from '../../src/ci/output-file.ts';
import { inputs, outputs } from '../../src/definition.ts';
import { environmentName } from '../../src/inputs/names.ts';
import type { FileDeployment } from '../../src/release-file/deployments.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { azureCommands, readDotenv, readProperties } from '../support/ci-systems.ts';
import { runCommand } from '../support/command.ts';
import { exampleOf } from '../support/examples.ts';
import { runInProcess } from '../support/in-process.ts';
import { describeWithShell } from '../support/pages.ts';
import { customizationFile, folder, packageFile } from '../support/release.ts';

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
    const { stages } = JSON.parse(planned.stdout) as { stages: { include: FileDeployment[] }[] };
    expect(stages).toHaveLength(Number(most));

    // The runner's part: what `env:` and `with:` of deploy-one.yml make of a row.
    const step = deployOne.jobs['deploy']?.steps?.[1];
    expect(step?.env).toBe('${{ fromJSON(inputs.deployment).env }}');
    for (const { include } of stages) {
      for (const { env, secrets, item } of include) {
        const handed = Object.keys(secrets).filter((name) => step?.with?.[name] !== undefined);
        expect(handed).toEqual(Object.keys(secrets));
        const run = await runInProcess(Object.fromEntries(handed.map((name) => [name, 'sandbox-happy'])), {
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

async function inSandbox(act: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox();
  try {
    await act(sandbox);
  } finally {
    await sandbox.close();
  }
  expect(sandbox.bigpanda.changes).toMatchObject([{ component: 'customer-portal', status: 'success' }]);
}

describeWithShell('the pipelines', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));

  /** A workspace with the package, and a `git` that clones this checkout. */
  function workspace(): { readonly cwd: string; readonly env: Readonly<Record<string, string>> } {
    const cwd = mkdtempSync(join(tmpdir(), 'step-'));
    mkdirSync(join(cwd, 'packages'));
    cpSync(packageFile, join(cwd, 'packages', 'customer-portal.zip'));
    const tools = join(cwd, 'tools');
    mkdirSync(tools);
    writeFileSync(join(tools, 'git'), `#!/bin/sh\nfor last; do :; done\nln -s '${root}' "$last"\n`);
    chmodSync(join(tools, 'git'), 0o755);
    return { cwd, env: { PATH: `${tools}:${process.env['PATH']}`, HOME: cwd } };
  }

  async function shell(
    script: string,
    sandbox: Sandbox,
    at: ReturnType<typeof workspace>,
    env: Readonly<Record<string, string>>,
  ): Promise<string> {
    const own = { LOWCODE_DEPLOY_BIGPANDA_URL: sandbox.url, LOWCODE_DEPLOY_POLL_INTERVAL: '10ms' };
    const { stdout } = await promisify(execFile)(
      'sh',
      ['-euc', script.replaceAll('https://example.appiancloud.com', sandbox.url)],
      { cwd: at.cwd, env: { ...at.env, ...own, ...env } },
    );
    return stdout;
  }

  /** The content of the only file that a CI system finds by a pattern in the workspace. */
  function published(cwd: string, pattern: string | undefined): string {
    const found = globSync(pattern ?? '', { cwd, absolute: true, dot: true });
    expect(found).toHaveLength(1);
    return readFileSync(found[0] ?? '', 'utf8');
  }
  const goodCase = '<testcase classname="release" name="deploy customer-portal v1.2.3 to ';

  test('of docs/gitlab.md deploys, and hands its outputs on', async () => {
    interface GitLabJob {
      readonly before_script: readonly string[];
      readonly script: readonly string[];
      readonly environment?: string;
      readonly artifacts: {
        readonly paths: readonly string[];
        readonly reports: { readonly dotenv: string; readonly junit: string };
      };
    }
    const pipeline = parse(exampleOf('docs/gitlab.md', 'pipeline')) as Readonly<Record<string, GitLabJob>>;
    const deploy = pipeline['.deploy'];
    await inSandbox(async (sandbox) => {
      const at = workspace();
      const withPage = parse(exampleOf('docs/gitlab.md', 'page')) as typeof pipeline;
      const { script: own, artifacts } = withPage['deploy-test'] ?? {};
      const script = [...(deploy?.before_script ?? []), ...(own ?? [])].join('\n');
      expect(own?.[0]).toContain(deploy?.script[0]?.replace('"$CI_ENVIRONMENT_NAME"', 'test'));
      await shell(script, sandbox, at, {
        GITLAB_CI: 'true',
        CI_ENVIRONMENT_NAME: pipeline['deploy-test']?.environment ?? '',
        CI_COMMIT_TAG: 'v1.2.3',
        LOWCODE_DEPLOY_URL: sandbox.url,
        LOWCODE_DEPLOY_TOKEN: 'sandbox-happy',
        LOWCODE_DEPLOY_BIGPANDA_TOKEN: 'sandbox-happy',
      });
      expect(published(at.cwd, deploy?.artifacts.reports.junit)).toContain(goodCase);
      expect(published(at.cwd, artifacts?.paths[0])).toContain('Deployed: customer-portal v1.2.3');
      const handed = readDotenv(readFileSync(join(at.cwd, deploy?.artifacts.reports.dotenv ?? ''), 'utf8'));
      const report = await shell(pipeline['report']?.script.join('\n') ?? '', sandbox, at, handed);
      expect(report).toBe('Test has version v1.2.3, and its deployment succeeded\n');
    });
  });

  test('of docs/azure-pipelines.md deploys, and hands its outputs on', async () => {
    interface AzureStep {
      readonly bash?: string;
      readonly name?: string;
      readonly env?: Readonly<Record<string, string>>;
      readonly inputs?: Readonly<Record<string, string>>;
    }
    const { stages } = parse(exampleOf('docs/azure-pipelines.md', 'pipeline')) as {
      stages: { jobs: { strategy: { runOnce: { deploy: { steps: readonly AzureStep[] } } } }[] }[];
    };
    const all = stages[0]?.jobs[0]?.strategy.runOnce.deploy.steps ?? [];
    const steps = all.filter(({ bash }) => bash);
    await inSandbox(async (sandbox) => {
      const at = workspace();
      const variables = new Map([
        ['APPIAN_API_KEY', 'sandbox-happy'],
        ['BIGPANDA_TOKEN', 'sandbox-happy'],
      ]);
      let told = '';
      for (const { bash = '', name = '', env = {} } of steps) {
        const given = Object.entries(env).map(([key, value]) => [
          key,
          value.replace(/\$\(([\w.]+)\)/g, (_, variable: string) => variables.get(variable) ?? ''),
        ]);
        told = await shell(bash, sandbox, at, {
          TF_BUILD: 'True',
          AGENT_TEMPDIRECTORY: at.cwd,
          BUILD_SOURCEBRANCH: 'refs/tags/v1.2.3',
          ...(Object.fromEntries(given) as Record<string, string>),
        });
        for (const { name: command, properties, data } of azureCommands(told))
          if (command === 'task.setvariable') variables.set(`${name}.${properties['variable']}`, data);
      }
      expect(told).toBe('The deployment of v1.2.3 ended as succeeded\n');
      const tests = all.find(({ inputs: given }) => given?.['testResultsFormat'] === 'JUnit');
      expect(published(at.cwd, tests?.inputs?.['testResultsFiles'])).toContain(goodCase);
    });
  });

  test('of docs/jenkins.md deploys, and leaves its outputs', async () => {
    const jenkinsfile = exampleOf('docs/jenkins.md', 'pipeline');
    const scripts = [...jenkinsfile.matchAll(/\bsh (?:'(?!'')(.*)'|'''([\s\S]*?)''')/g)].map(
      ([, short, long]) => short ?? long ?? '',
    );
    expect(scripts).toHaveLength(2);
    await inSandbox(async (sandbox) => {
      const at = workspace();
      for (const script of scripts) {
        await shell(script, sandbox, at, {
          JENKINS_URL: 'https://ci.example.com/',
          BUILD_NUMBER: '17',
          TAG_NAME: 'v1.2.3',
          LOWCODE_DEPLOY_TOKEN: 'sandbox-happy',
          LOWCODE_DEPLOY_BIGPANDA_TOKEN: 'sandbox-happy',
        });
      }
      const [, file = ''] = /readProperties\(file: '(.+)'\)/.exec(jenkinsfile) ?? [];
      expect(readProperties(readFileSync(join(at.cwd, file), 'utf8'))).toMatchObject({
        LOWCODE_VERSION: 'v1.2.3',
        LOWCODE_STATUS: 'succeeded',
      });
      const [, tests] = /junit testResults: '(.+?)'/.exec(jenkinsfile) ?? [];
      expect(published(at.cwd, tests)).toContain(goodCase);
      const [, reports, page] = /reportDir: '(.+?)', reportFiles: '(.+?)'/.exec(jenkinsfile) ?? [];
      expect(published(at.cwd, `${reports}/${page}`)).toContain('Deployed: customer-portal v1.2.3');
    });
  });

  test.each(['gitlab', 'azure-pipelines', 'jenkins'])('of docs/%s.md name what exists', (name) => {
    const page = readFileSync(join(root, 'docs', `${name}.md`), 'utf8');
    const variables = new Set(Object.keys(inputs).map(environmentName));
    for (const [used] of page.matchAll(/\bLOWCODE_DEPLOY_[A-Z_]+\b/g)) expect(variables).toContain(used);
    const names = Object.keys(outputs);
    const shared = new Set(names.map(outputVariable));
    for (const [used] of page.matchAll(/\bLOWCODE_(?!DEPLOY_)[A-Z_]+\b(?!<)/g))
      expect(shared).toContain(used);
    const stepwise = new Set(names.map(azureVariable));
    for (const [, used] of page.matchAll(/\bdeploy\.([A-Z_]+)\b/g)) expect(stepwise).toContain(used);
  });
});
