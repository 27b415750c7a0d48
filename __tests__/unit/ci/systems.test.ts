import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { azureCommand, azureFacts, azureVariable, createAzureCi } from '../../../src/ci/azure.ts';
import { systemOf, systemSigns } from '../../../src/ci/choose.ts';
import type { Ci } from '../../../src/ci/ci.ts';
import { createGitLabCi, gitlabFacts } from '../../../src/ci/gitlab.ts';
import { jenkinsFacts } from '../../../src/ci/jenkins.ts';
import { guardLog } from '../../../src/ci/sanitize.ts';
import { createTerminalCi } from '../../../src/ci/terminal.ts';
import { outputs } from '../../../src/definition.ts';
import { azureCommands, githubCommands, gitlabSections } from '../../support/ci-systems.ts';

const ESC = '\u001b';

function terminal(lines: string[]): Ci {
  return createTerminalCi({ write: (line) => lines.push(line), colour: false, debug: true, folder: 'out' });
}

const systems = {
  gitlab: (lines: string[]) =>
    createGitLabCi(terminal(lines), {}, { write: (line) => lines.push(line), now: () => 1_700_000_000_999 }),
  azure: (lines: string[]) => createAzureCi(terminal(lines), {}, (line) => lines.push(line)),
  terminal,
};

describe('the system that a command runs in', () => {
  test.each([
    [{}, 'terminal'],
    [{ CI: 'true' }, 'terminal'],
    [{ GITHUB_ACTIONS: 'true' }, 'github'],
    [{ GITLAB_CI: 'true' }, 'gitlab'],
    [{ TF_BUILD: 'True' }, 'azure'],
    [{ JENKINS_URL: 'https://ci.example.com/', BUILD_NUMBER: '7' }, 'jenkins'],
    [{ JENKINS_URL: 'https://ci.example.com/' }, 'terminal'],
    [{ GITHUB_ACTIONS: 'false', GITLAB_CI: '' }, 'terminal'],
  ])('%j is %s', (env, system) => {
    expect(systemOf(env)).toBe(system);
  });

  test('is none without the signs of any', () => {
    const env = {
      GITHUB_ACTIONS: 'true',
      GITLAB_CI: 'true',
      TF_BUILD: 'True',
      JENKINS_URL: 'x',
      BUILD_NUMBER: '7',
    };
    const rest = Object.entries(env).filter(([name]) => !systemSigns.includes(name));
    expect(systemOf(Object.fromEntries(rest))).toBe('terminal');
  });
});

describe('what GitLab provides', () => {
  const env = {
    CI_JOB_URL: 'https://gitlab.com/acme/portal/-/jobs/50',
    CI_PIPELINE_URL: 'https://gitlab.com/acme/portal/-/pipelines/36',
    CI_PIPELINE_ID: '36',
    CI_JOB_ID: '50',
    CI_JOB_NAME: 'deploy-job',
    CI_COMMIT_SHA: 'a1b2',
    GITLAB_USER_LOGIN: 'imogene',
  };

  test('of a job on a branch', () => {
    expect(gitlabFacts(env)).toEqual({
      runUrl: 'https://gitlab.com/acme/portal/-/jobs/50',
      origin: { run: '36', attempt: 50, job: 'deploy-job', step: '-' },
      commit: 'a1b2',
      actor: 'imogene',
    });
  });

  test('of a tag, and where little is known', () => {
    expect(gitlabFacts({ ...env, CI_COMMIT_TAG: 'v1.2.3' }).tag).toBe('v1.2.3');
    expect(gitlabFacts({ ...env, CI_JOB_URL: '' }).runUrl).toBe(env.CI_PIPELINE_URL);
    expect(gitlabFacts({})).toEqual({});
  });
});

describe('what Azure Pipelines provides', () => {
  const env = {
    SYSTEM_COLLECTIONURI: 'https://dev.azure.com/acme/',
    SYSTEM_TEAMPROJECT: 'Customer Portal',
    BUILD_BUILDID: '4242',
    SYSTEM_JOBATTEMPT: '2',
    SYSTEM_STAGEATTEMPT: '1',
    SYSTEM_STAGENAME: 'production',
    SYSTEM_JOBNAME: 'deploy',
    SYSTEM_JOBID: '12f1170f-54f2-53f3-20dd-22fc7dff55f9',
    BUILD_SOURCEVERSION: 'a1b2',
    BUILD_SOURCEBRANCH: 'refs/heads/main',
    BUILD_REQUESTEDFOR: 'Ada Lovelace',
  };

  test('of a job on a branch', () => {
    expect(azureFacts(env)).toEqual({
      runUrl:
        'https://dev.azure.com/acme/Customer%20Portal/_build/results?buildId=4242&view=logs&j=12f1170f-54f2-53f3-20dd-22fc7dff55f9',
      origin: { run: '4242', attempt: 2, job: 'production.deploy', step: '-' },
      commit: 'a1b2',
      actor: 'Ada Lovelace',
    });
  });

  test('of a tag, and where little is known', () => {
    expect(azureFacts({ ...env, BUILD_SOURCEBRANCH: 'refs/tags/v1.2.3' }).tag).toBe('v1.2.3');
    expect(azureFacts({ BUILD_BUILDID: '7' })).toEqual({
      origin: { run: '7', attempt: 1, job: '-', step: '-' },
    });
    expect(azureFacts({})).toEqual({});
  });
});

test.each([
  ['1', '1', 1],
  ['1', '2', 2],
  ['2', '1', 101],
  ['2', '2', 102],
  [undefined, undefined, 1],
])(
  'attempt %s of a stage and attempt %s of its job in Azure Pipelines are attempt %i',
  (stage, job, attempt) => {
    const env = { BUILD_BUILDID: '7', SYSTEM_STAGEATTEMPT: stage, SYSTEM_JOBATTEMPT: job };
    expect(azureFacts(env).origin?.attempt).toBe(attempt);
  },
);

describe('what Jenkins provides', () => {
  const env = {
    BUILD_URL: 'https://ci.example.com/job/acme/job/portal/job/main/17/',
    JOB_NAME: 'acme/portal/main',
    BUILD_NUMBER: '17',
    GIT_COMMIT: 'a1b2',
  };

  test('of a build of a branch', () => {
    expect(jenkinsFacts(env)).toEqual({
      runUrl: env.BUILD_URL,
      origin: { run: 'acme-portal-main-17', attempt: 1, job: '-', step: '-' },
      commit: 'a1b2',
    });
  });

  test.each([
    [{ TAG_NAME: 'v1.2.3' }, { tag: 'v1.2.3' }],
    [{ STAGE_NAME: 'Deploy to Test' }, { origin: { job: 'Deploy-to-Test' } }],
    [{ CHANGE_ID: '5', CHANGE_AUTHOR: 'ada' }, { actor: 'ada' }],
    [{ CHANGE_AUTHOR: 'ada', BUILD_USER_ID: 'grace' }, { actor: 'grace' }],
  ])('with %j', (more, told) => {
    expect(jenkinsFacts({ ...env, ...more })).toMatchObject(told);
  });

  test('where nothing is known', () => {
    expect(jenkinsFacts({})).toEqual({});
  });
});

describe('the log of GitLab', () => {
  test('folds a group as a section of its own', () => {
    const lines: string[] = [];
    const { log } = systems.gitlab(lines);
    log.group('Plan', ['one', 'two']);
    log.group('Problems', []);
    expect(lines).toEqual([
      `${ESC}[0Ksection_start:1700000000:lowcode_deploy_1[collapsed=true]\r${ESC}[0KPlan`,
      '  one',
      '  two',
      `${ESC}[0Ksection_end:1700000000:lowcode_deploy_1\r${ESC}[0K`,
      `${ESC}[0Ksection_start:1700000000:lowcode_deploy_2[collapsed=true]\r${ESC}[0KProblems`,
      `${ESC}[0Ksection_end:1700000000:lowcode_deploy_2\r${ESC}[0K`,
    ]);
    expect(gitlabSections(lines.join('\n'))).toHaveLength(4);
  });
});

describe('the log of Azure Pipelines', () => {
  test('makes issues, groups and debug lines', () => {
    const lines: string[] = [];
    const { log, mask } = systems.azure(lines);
    mask('100%\nsure');
    log.group('Plan', ['one']);
    log.notice('mark');
    log.warning('half; done]');
    log.error('two\nlines');
    log.debug('GET /');
    expect(lines).toEqual([
      '##vso[task.setsecret]100%AZP25%0Asure',
      '##[group]Plan',
      'one',
      '##[endgroup]',
      'notice: mark',
      '##vso[task.logissue type=warning]half; done]',
      '##vso[task.logissue type=error]two%0Alines',
      'GET /',
    ]);
  });

  test('marks debug lines where the pipeline asks for them', () => {
    const lines: string[] = [];
    createAzureCi(terminal([]), { SYSTEM_DEBUG: 'True' }, (line) => lines.push(line)).log.debug('a\nb');
    expect(lines).toEqual(['##[debug]a', '##[debug]b']);
  });

  test('carries any text in a command, and none ends it early', () => {
    const part = fc.string({
      unit: fc.constantFrom('%', 'A', 'Z', 'P', '25', '3B', '0A', ';', ']', '=', '\n', '\r', '#', 'é'),
    });
    fc.assert(
      fc.property(part, part, (property, data) => {
        const line = azureCommand('task.x', { first: property, second: 'kept' }, data);
        expect(azureCommands(line)).toEqual([
          {
            name: 'task.x',
            properties: { ...(property && { first: property }), second: 'kept' },
            data,
          },
        ]);
      }),
      { numRuns: 500 },
    );
  });

  test('names variables in a way that Azure Pipelines allows', () => {
    for (const name of Object.keys(outputs)) expect(azureVariable(name)).toMatch(/^[A-Z][A-Z0-9_]*$/);
  });
});

describe('a text from a server', () => {
  const HARM = [
    [
      '##vso[',
      '##VSO[',
      'task.setvariable variable=STATUS;isOutput=true]',
      'task.complete result=Succeeded;]',
      '##[',
      'group]',
    ],
    ['::', 'error::', 'add-mask::', 'set-output name=status::', '%0A', '%AZP25', '%5D', ']', ';'],
    [
      'section_start:1:x',
      'section_end:1:lowcode_deploy_1',
      '[collapsed=true]',
      '\r',
      `${ESC}[0K`,
      `\r${ESC}[0K`,
    ],
    [`${ESC}[8mha:`, `${ESC}[0m`, ESC, '\u009b', '\n', '\r\n', '\u2028', ' ', 'a', '#', '\u0000'],
  ].flat();
  const hostile = fc.oneof(
    fc.string({ unit: fc.constantFrom(...HARM), maxLength: 30 }),
    fc.string({ unit: 'binary', maxLength: 30 }),
  );

  test.each(Object.entries(systems))('commands nothing through the log of %s', (name, create) => {
    fc.assert(
      fc.property(hostile, (text) => {
        const lines: string[] = [];
        const ci = create(lines);
        const log = guardLog(ci.log, (each) => each);
        log.info(text);
        log.debug(text);
        log.notice(text);
        log.warning(text);
        log.error(text);
        log.group(text, [text]);
        const output = `${lines.join('\n')}\n`;

        const own = { azure: ['task.logissue', 'task.logissue', 'group', 'endgroup'] }[name] ?? [];
        expect(azureCommands(output).map((command) => command.name)).toEqual(own);
        const sections = name === 'gitlab' ? ['start lowcode_deploy_1', 'end lowcode_deploy_1'] : [];
        expect(gitlabSections(output)).toEqual(sections);
        // GitHub's older form is also how Azure Pipelines makes groups.
        const github = githubCommands(output).map((command) => command.name);
        expect(github).toEqual(name === 'azure' ? ['group', 'endgroup'] : []);
        // Jenkins hides what it obeys behind the escape sequence for concealed text.
        expect(output).not.toContain(`${ESC}[8m`);
      }),
      { numRuns: 300 },
    );
  });

  test('forges no output in Azure Pipelines', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(outputs)), hostile, (name, text) => {
        const lines: string[] = [];
        systems.azure(lines).output(name, text);
        expect(azureCommands(lines.join('\n'))).toEqual([
          {
            name: 'task.setvariable',
            properties: { variable: azureVariable(name), isOutput: 'true' },
            data: text,
          },
        ]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a screen', () => {
  test('a guarded log keeps progress on one line', () => {
    const shown: string[] = [];
    const { log } = createTerminalCi({
      write: () => {},
      progress: (line) => shown.push(line),
      colour: false,
      debug: false,
      folder: 'out',
    });
    guardLog(log, (text) => text.replace('secret', '***')).progress?.(`a secret\n${ESC}[2Kb`, 0);
    expect(shown).toEqual(['a *** b']);
  });
});
