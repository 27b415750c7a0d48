import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Exchange, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { githubRun } from '../support/action.ts';
import {
  azureCommands,
  githubCommands,
  gitlabSections,
  readDotenv,
  readProperties,
} from '../support/ci-systems.ts';
import { type CommandRun, runCommand } from '../support/command.ts';
import { lifetimeRelease } from '../support/lifetime.ts';
import { release } from '../support/release.ts';
import { looksAtAppian } from '../support/requests.ts';
import { describeWithSignals } from '../support/signals.ts';
import { timeless } from '../support/transcript.ts';
import '../support/records.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

/** What each system sets for a step, as its documentation and its users' logs show it. */
const gitlab = {
  CI: 'true',
  GITLAB_CI: 'true',
  CI_SERVER_URL: 'https://gitlab.com',
  CI_PROJECT_PATH: 'acme/portal',
  CI_PROJECT_DIR: '/builds/acme/portal',
  CI_PIPELINE_ID: '36',
  CI_PIPELINE_URL: 'https://gitlab.com/acme/portal/-/pipelines/36',
  CI_JOB_ID: '11987654000',
  CI_JOB_NAME: 'deploy-job',
  CI_JOB_STAGE: 'deploy',
  CI_JOB_URL: 'https://gitlab.com/acme/portal/-/jobs/50',
  CI_COMMIT_SHA: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
  CI_COMMIT_REF_NAME: 'v1.2.3',
  CI_COMMIT_TAG: 'v1.2.3',
  GITLAB_USER_LOGIN: 'imogene',
  GITLAB_USER_NAME: 'Imogene',
  NO_COLOR: '1',
};

const azure = {
  TF_BUILD: 'True',
  AGENT_JOBSTATUS: 'Succeeded',
  AGENT_TEMPDIRECTORY: '/home/vsts/work/_temp',
  BUILD_BUILDID: '4242',
  BUILD_BUILDNUMBER: '20261121.1',
  BUILD_DEFINITIONNAME: 'portal',
  BUILD_REASON: 'Manual',
  BUILD_REQUESTEDFOR: 'Ada Lovelace',
  BUILD_SOURCEBRANCH: 'refs/heads/main',
  BUILD_SOURCEBRANCHNAME: 'main',
  BUILD_SOURCEVERSION: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
  SYSTEM_COLLECTIONURI: 'https://dev.azure.com/acme/',
  SYSTEM_HOSTTYPE: 'build',
  SYSTEM_JOBATTEMPT: '1',
  SYSTEM_JOBID: '12f1170f-54f2-53f3-20dd-22fc7dff55f9',
  SYSTEM_JOBNAME: 'deploy',
  SYSTEM_STAGENAME: 'production',
  SYSTEM_TEAMPROJECT: 'Customer Portal',
};

const jenkins = {
  CI: 'true',
  JENKINS_URL: 'https://ci.example.com/',
  BUILD_DISPLAY_NAME: '#17',
  BUILD_ID: '17',
  BUILD_NUMBER: '17',
  BUILD_TAG: 'jenkins-acme-portal-main-17',
  BUILD_URL: 'https://ci.example.com/job/acme/job/portal/job/main/17/',
  BRANCH_NAME: 'main',
  EXECUTOR_NUMBER: '0',
  GIT_BRANCH: 'main',
  GIT_COMMIT: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
  JOB_BASE_NAME: 'main',
  JOB_NAME: 'acme/portal/main',
  NODE_NAME: 'agent-1',
  STAGE_NAME: 'Deploy',
};

function deploy(
  env: Readonly<Record<string, string>>,
  scenario = 'happy',
  flags: readonly string[] = [],
): Promise<CommandRun> {
  const { token, 'bigpanda-token': bigpanda, version: _, ...inputs } = release(sandbox.url, scenario);
  return runCommand(
    ['deploy', ...flags, ...Object.entries(inputs).flatMap(([name, value]) => [`--${name}`, value])],
    { ...env, LOWCODE_DEPLOY_TOKEN: token, LOWCODE_DEPLOY_BIGPANDA_TOKEN: bigpanda },
  );
}

/** Runs the command until the platform is asked how the deployment stands, and kills it there. */
function killed(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  looking: (exchange: Exchange) => boolean,
): Promise<CommandRun> {
  return runCommand(args, env, async (child) => {
    await sandbox.until(looking);
    child.kill('SIGKILL');
  });
}

const lookingAtLifeTime = ({ path }: Exchange): boolean => /\/deployments\/[\w-]{36}\/status/.test(path);

const flagsOf = (inputs: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(inputs).flatMap(([name, value]) => [`--${name}`, value]);

function transcript({ code, stdout, stderr, folder }: CommandRun, file?: string): string {
  const left = file ? `\n=== ${file}\n${readFileSync(join(folder, file), 'utf8')}` : '';
  const told = sandbox.bigpanda.events.map(({ kind, body }) => `${kind} ${JSON.stringify(body)}\n`).join('');
  return timeless(`=== exit\n${code}\n=== log\n${stdout}${stderr}${left}\n=== BigPanda\n${told}`, sandbox);
}

describe('the command in GitLab CI', () => {
  test('deploys a tag, folds its groups and leaves a dotenv file', async () => {
    const run = await deploy(gitlab);
    expect(transcript(run, 'lowcode-deploy.env')).toMatchRecord();
    expect(gitlabSections(run.stdout)).toEqual(['start lowcode_deploy_1', 'end lowcode_deploy_1']);
  });

  test('leaves outputs also where it fails, with colours for its log', async () => {
    const { NO_COLOR: _, ...coloured } = gitlab;
    const run = await deploy(coloured, 'failed');
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('\u001b[31merror: failed after');
    const outputs = readDotenv(readFileSync(join(run.folder, 'lowcode-deploy.env'), 'utf8'));
    expect(outputs).toMatchObject({ LOWCODE_STATUS: 'failed', LOWCODE_VERSION: 'v1.2.3' });
  });
});

describe('the command in Azure Pipelines', () => {
  test('deploys, sets variables, hides secrets and uploads its summary', async () => {
    const run = await deploy(azure);
    expect(transcript(run)).toMatchRecord();
    const summary = azureCommands(run.stdout).find(({ name }) => name === 'task.uploadsummary');
    expect(readFileSync(summary?.data ?? '', 'utf8')).toContain('Deployed: customer-portal');
  });

  test('reports an issue where it fails', async () => {
    const run = await deploy(azure, 'inspection-errors');
    expect(run.code).toBe(1);
    const commands = azureCommands(run.stdout);
    expect(commands).toContainEqual({
      name: 'task.logissue',
      properties: { type: 'error' },
      data: expect.stringMatching(/^inspection-failed after .*\nWhat to do: /),
    });
    expect(commands).toContainEqual({
      name: 'task.setvariable',
      properties: { variable: 'STATUS', isOutput: 'true' },
      data: 'inspection-failed',
    });
  });
});

describe('the command in Jenkins', () => {
  test('deploys and leaves a properties file', async () => {
    expect(transcript(await deploy(jenkins), 'lowcode-deploy.properties')).toMatchRecord();
  });

  test('leaves it where it is asked to', async () => {
    const run = await deploy(jenkins, 'failed', ['--outputs', 'out/production.properties']);
    const outputs = readProperties(readFileSync(join(run.folder, 'out/production.properties'), 'utf8'));
    expect(outputs).toMatchObject({ LOWCODE_STATUS: 'failed', LOWCODE_VERSION: 'a1b2c3d' });
  });

  test('sends nothing where it cannot', async () => {
    const run = await deploy(jenkins, 'happy', ['--outputs', '/dev/null/nowhere']);
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/^error: A file of the runner could not be read or written/);
    expect(run.stdout).toContain('error: The outputs could not be written');
    expect(sandbox.exchanges).toEqual([]);
  });
});

describe('the command in a step of GitHub', () => {
  test('speaks as the action does', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'step-')), 'output');
    writeFileSync(file, '');
    const run = await deploy({ ...githubRun, GITHUB_OUTPUT: file });
    expect(transcript(run)).toMatchRecord();
    expect(readFileSync(file, 'utf8')).toMatch(/^status<<(\S+)\nsucceeded\n\1$/m);
  });
});

describeWithSignals('a job that was killed', () => {
  const secrets = { LOWCODE_DEPLOY_TOKEN: 'sandbox-happy', LOWCODE_DEPLOY_BIGPANDA_TOKEN: 'sandbox-happy' };

  test('is gone on with by the next build in the same workspace of Jenkins', async () => {
    const { token: _, 'bigpanda-token': __, ...inputs } = release(sandbox.url, 'happy');
    const args = ['deploy', ...flagsOf(inputs)];
    const { folder } = await killed(args, { ...jenkins, ...secrets }, looksAtAppian);
    const again = { ...jenkins, BUILD_NUMBER: '18', BUILD_URL: jenkins.BUILD_URL.replace('17', '18') };
    const run = await runCommand(args, { ...again, ...secrets }, undefined, folder);
    expect(run.code).toBe(0);
    expect(sandbox.appian.deployments).toHaveLength(1);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'success' }]);
  });

  test.each([
    ['GitLab CI', gitlab, { CI_JOB_ID: '11987654321' }],
    ['Azure Pipelines', azure, { SYSTEM_JOBATTEMPT: '2' }],
  ])('is gone on with where %s retries it elsewhere', async (_, env, retried) => {
    const { token: __, 'bigpanda-token': ___, ...inputs } = lifetimeRelease(sandbox.url, 'happy');
    const args = ['deploy', ...flagsOf(inputs)];
    await killed(args, { ...env, ...secrets }, lookingAtLifeTime);
    const run = await runCommand(args, { ...env, ...retried, ...secrets });
    expect(run.stdout).toContain('succeeded after');
    expect(run.code).toBe(0);
    expect(sandbox.lifetime.plans.filter(({ started }) => started)).toHaveLength(1);
    expect(sandbox.bigpanda.changes).toMatchObject([{ ended: 1, status: 'success' }]);
  });
});

describe('what a hostile server says', () => {
  const own = /^(task\.(setsecret|setvariable|logissue|uploadsummary)|group|endgroup)$/;

  test.each(['hostile', 'hostile-refusal'])('commands no system: %s', async (scenario) => {
    for (const env of [gitlab, azure, jenkins]) {
      const { code, stdout, stderr, folder } = await deploy(env, scenario);
      expect(code).toBe(1);
      expect(stderr).toBe('');
      const azureNames = azureCommands(stdout).map(({ name }) => name);
      expect(azureNames.filter((name) => env !== azure || !own.test(name))).toEqual([]);
      const status = azureCommands(stdout).filter(({ properties }) => properties['variable'] === 'STATUS');
      expect(status).toHaveLength(env === azure ? 1 : 0);
      const sections = gitlabSections(stdout);
      expect(sections.filter((section) => env !== gitlab || !/ lowcode_deploy_\d$/.test(section))).toEqual(
        [],
      );
      const file = env === gitlab ? 'lowcode-deploy.env' : 'lowcode-deploy.properties';
      const read = env === gitlab ? readDotenv : readProperties;
      const outputs = env === azure ? {} : read(readFileSync(join(folder, file), 'utf8'));
      expect(outputs['LOWCODE_STATUS']).not.toBe('succeeded');
      expect(Object.keys(outputs).filter((name) => !name.startsWith('LOWCODE_'))).toEqual([]);
    }
  });

  test('commands none through --json either', async () => {
    const { stdout, stderr } = await deploy(azure, 'hostile', ['--json']);
    expect(azureCommands(`${stdout}\n${stderr}`)).toEqual([]);
    expect(githubCommands(`${stdout}\n${stderr}`)).toEqual([]);
    expect(stdout).toContain('#\\u0023[error]old style');
  });
});

describe('the command with --json', () => {
  test.each([
    ['GitLab CI', gitlab],
    ['Azure Pipelines', azure],
    ['Jenkins', jenkins],
    ['GitHub', { GITHUB_ACTIONS: 'true', GITHUB_SHA: gitlab.CI_COMMIT_SHA, GITHUB_RUN_ID: '7' }],
  ])('prints nothing but the result in %s, and no command beside it', async (_, env) => {
    const run = await deploy(env, 'happy', ['--json']);
    const result = JSON.parse(run.stdout) as { status: string; plan: { version: string } };
    expect(result.status).toBe('succeeded');
    expect(['v1.2.3', 'a1b2c3d']).toContain(result.plan.version);
    expect(run.stderr).not.toMatch(/##|::|section_/);
  });
});
