import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ciNames } from '../../../src/ci/ci.ts';
import { detectCi, firstPipeline, writeFirstPipeline } from '../../../src/command/init.ts';
import { platforms } from '../../../src/registry.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { exampleOf } from '../../support/examples.ts';
import { runInProcess } from '../../support/in-process.ts';
import { filledIn, ownStep, type PageStep } from '../../support/pages.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const [appian] = platforms;
const cases = platforms.flatMap((platform) => ciNames.map((ci) => [platform.name, ci, platform] as const));

describe('a first pipeline', () => {
  test.each(cases)('for %s in %s names its inputs and no other', (name, ci, platform) => {
    const { text } = firstPipeline(platform, ci);
    expect(text).toContain(name);
    expect(text).not.toMatch(/undefined|…/);
    expect(text.endsWith('\n')).toBe(true);
    expect(() => (ci === 'jenkins' ? undefined : (parse(text) as unknown))).not.toThrow();
  });

  test.each(platforms.map((platform) => [platform.name, platform] as const))(
    'deploys to a simulated %s',
    async (_, platform) => {
      const { jobs } = parse(firstPipeline(platform, 'github').text) as {
        jobs: { deploy: { steps: readonly PageStep[] } };
      };
      const inputs = filledIn(ownStep(jobs.deploy.steps), sandbox.url);
      // The names of the environments are for people to replace.
      const target = platform.name === 'appian' ? {} : { environment: 'Production' };
      const step = await runInProcess({ ...inputs, ...target });
      expect([step.code, step.outputs['status']]).toEqual([0, 'succeeded']);
    },
  );

  // One text: what the linters of CI accept is what the guides show.
  test.each([
    ['github', 'README.md', 'deploy'],
    ['gitlab', 'docs/gitlab.md', 'pipeline'],
    ['azure', 'docs/azure-pipelines.md', 'pipeline'],
    ['jenkins', 'docs/jenkins.md', 'pipeline'],
  ] as const)('for %s is the example of %s, without trackers and further files', (ci, page, example) => {
    const shown = exampleOf(page, example)
      .replace(/^.*(?:bigpanda|customization-file).*\n/gim, (line) =>
        line.includes('group:') ? line.replace(' and BIGPANDA_TOKEN, as secrets', ', as a secret') : '',
      )
      .replace(/\nreport:\n[\s\S]*/, '')
      .replaceAll('APPIAN_API_KEY', 'LOWCODE_DEPLOY_TOKEN')
      .replaceAll('appian-production', 'deploy-production');
    const written = firstPipeline(appian, ci).text.replace('zizmor: ignore[unpinned-uses] ', '');
    expect(written).toBe(shown);
  });
});

describe('the steps after it was written', () => {
  /** What people must replace, as far as a file has it. */
  const known = [
    /https:\/\/[\w.]*example[\w.]*\b/,
    /packages\/\S+\.zip/,
    /EmployeeBackoffice/,
    /your-client-id/,
  ];

  test.each(cases)('for %s in %s name every example in the file, and only those', async (_, ci, platform) => {
    const written = await writeFirstPipeline(mkdtempSync(join(tmpdir(), 'init-')), platform, ci);
    if ('problem' in written) throw new Error(written.problem);
    const [, replace = '', ...others] = written.lines;
    const [, list = ''] = /^1\. Replace these examples in it with your values: (.*)\.$/.exec(replace) ?? [];
    const { text } = firstPipeline(platform, ci);
    const found = known.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
    expect(list.split(', ')).toEqual(expect.arrayContaining(found));
    expect(list.split(', ').filter((example) => !text.includes(example))).toEqual([]);
    // Jenkins keeps the credential under a name of its own.
    expect(others.join()).toContain(ci === 'jenkins' ? '"deploy-production"' : 'LOWCODE_DEPLOY_');
    expect(others.map((line) => line.slice(0, 2))).toEqual(['2.', '3.']);
  });
});

describe('the CI system', () => {
  test.each([
    [[], 'github'],
    [['.github'], 'github'],
    [['.gitlab-ci.yml', '.github'], 'gitlab'],
    [['azure-pipelines.yml'], 'azure'],
    [['Jenkinsfile'], 'jenkins'],
  ] as const)('of a repository with %j is %s', (files, ci) => {
    expect(detectCi((path) => files.some((each) => each === path))).toBe(ci);
  });
});

describe('a file that exists', () => {
  test('stays as it is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'init-'));
    expect(await writeFirstPipeline(folder, appian, 'gitlab')).toEqual({
      lines: expect.arrayContaining([expect.stringContaining('Wrote .gitlab-ci.yml')]),
    });
    const file = join(folder, '.gitlab-ci.yml');
    expect(readFileSync(file, 'utf8')).toBe(firstPipeline(appian, 'gitlab').text);
    writeFileSync(file, 'mine\n');
    expect(await writeFirstPipeline(folder, appian)).toEqual({
      problem: expect.stringContaining('.gitlab-ci.yml exists, and nothing was written.'),
    });
    expect(readFileSync(file, 'utf8')).toBe('mine\n');
  });
});
