import { describe, expect, test } from '@jest/globals';
import type { Inputs } from '../../../../src/definition.ts';
import { completePlan, derivePlan } from '../../../../src/job/derive-plan.ts';
import { readInputs } from '../../../../src/job/read-inputs.ts';

type Given = Readonly<Record<string, string>>;

const good: Given = {
  platform: 'outsystems',
  url: 'https://lifetime.example.com',
  token: 'a-good-token',
  environment: 'Production',
  'source-environment': 'Development',
  application: 'Portal\n  Core@2.0  \n\nPortal',
};

const read = (given: Given) => readInputs((name) => given[name] ?? '');
const problems = (more: Given): readonly string[] =>
  read({ ...good, ...more }).problems.map(({ input, message }) => `${input} ${message}`);

test('what is enough to deploy is enough', () => {
  const { values, problems } = read(good);
  expect(problems).toEqual([]);
  expect(values).toMatchObject({
    application: ['Portal', 'Core@2.0'],
    'on-conflict': 'fail',
    'redeploy-outdated': true,
    'on-intervention': 'fail',
    'on-busy': 'wait',
    'untagged-changes': 'warn',
    'on-timeout': 'leave',
    'on-cancel': 'abort',
  });
});

describe('the inputs of OutSystems', () => {
  test.each<readonly [Given, readonly string[]]>([
    [
      { application: '' },
      ['application is required: one name or key a line, unless a `package` is deployed'],
    ],
    [
      { 'source-environment': '' },
      ['source-environment is required: the environment that `application` comes from'],
    ],
    [
      { environment: '' },
      ['environment is required to deploy: the name of the target, such as "production"'],
    ],
    [
      { operation: 'inspect', environment: '' },
      ['environment is required to inspect: the target of the plan'],
    ],
    [{ operation: 'export', environment: '' }, []],
    [
      { operation: 'export', package: 'a.oap' },
      ['package must be absent when `operation` is export, which fetches one'],
    ],
    [{ application: '', 'source-environment': '', package: 'a.oap' }, []],
    [
      { package: 'a.oap', 'deployment-zone': 'z' },
      ['application', 'source-environment', 'deployment-zone'].map(
        (name) => `${name} must be absent when a \`package\` is deployed: the file contains it`,
      ),
    ],
    [
      { inspect: 'false', 'on-review': 'stop' },
      [
        'inspect is for `platform: appian or odc` only: leave it out',
        'on-review is for `platform: appian` only: leave it out',
      ],
    ],
    [{ 'on-busy': 'shrug' }, ['on-busy must be wait, fail or ignore (got "shrug")']],
  ])('%j', (more, expected) => {
    expect(problems(more)).toEqual(expected);
  });

  test('are strange to Appian', () => {
    const appian = { ...good, platform: 'appian', operation: 'export', package: 'a.zip' };
    expect(problems(appian)).toEqual([
      'source-environment is for `platform: outsystems or odc` only: leave it out',
      'package must be absent when `operation` is export, which fetches a package',
      'application must be a UUID, which the application\'s properties show (got "Portal")',
    ]);
  });
});

test('a variable that a runner has for all its jobs is no mistake where it does not apply', () => {
  const raw: Given = { ...good, 'api-version': 'v1' };
  const { problems } = readInputs(
    (name) => raw[name] ?? '',
    (name) => good[name] ?? '',
  );
  expect(problems).toEqual([]);
});

describe('the plan', () => {
  const inputs = read(good).values as Inputs;
  const facts = { tag: 'v7', actor: 'octocat' };
  const details = {
    environment: 'Production',
    component: 'Core, Portal',
    version: '2.0, 1.2.0',
    hosts: ['b.example.com', 'a.example.com'],
  };

  test('names the applications as the user did until LifeTime reports', () => {
    expect(derivePlan(inputs, { files: [] }, facts)).toMatchObject({
      component: 'Core, Portal',
      environment: 'Production',
    });
  });

  test('is completed by what LifeTime reports', () => {
    expect(completePlan(derivePlan(inputs, { files: [] }, facts), inputs, details)).toMatchObject({
      component: 'Core, Portal',
      version: '2.0, 1.2.0',
      hosts: ['a.example.com', 'b.example.com'],
      name: 'Core, Portal 2.0, 1.2.0',
    });
  });

  test('keeps what the user gave', () => {
    const given = { component: 'portal', version: '9', hosts: 'h.example.com', name: 'Release' };
    const own = read({ ...good, ...given }).values as Inputs;
    expect(completePlan(derivePlan(own, { files: [] }, facts), own, details)).toMatchObject({
      component: 'portal',
      version: '9',
      hosts: ['h.example.com'],
      name: 'Release',
    });
  });

  test('falls back on the tag where LifeTime reports no version', () => {
    const plan = completePlan(derivePlan(inputs, { files: [] }, facts), inputs, { component: 'Portal' });
    expect(plan).toMatchObject({ component: 'Portal', version: 'v7' });
  });
});
