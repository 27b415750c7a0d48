import { describe, expect, test } from '@jest/globals';
import {
  chooseApplications,
  chooseEnvironments,
  compareVersions,
  nextVersion,
} from '../../../../src/platforms/outsystems/choose.ts';
import { find } from '../../../../src/platforms/outsystems/names.ts';

const environments = [
  { Key: 'f3582e43', Name: 'Development', HostName: 'dev.example.com' },
  { Key: '849515f2', Name: 'Production', HostName: 'prd.example.com' },
  { Key: '0a0a0a0a', Name: 'Test', HostName: 'tst.example.com' },
];
const [development, production] = environments;

describe('find', () => {
  test.each(['Production', '849515f2', '849515F2'])('takes "%s"', (wanted) => {
    expect(find('environment', wanted, environments)).toEqual({ value: production });
  });

  test.each([
    ['production', '"Production"'],
    ['Prodution', '"Production"'],
    ['Prod', '"Production"'],
    ['Develpoment ', '"Development"'],
  ])('suggests and never takes a near miss: %s', (wanted, suggestion) => {
    const found = find('environment', wanted, environments);
    expect(found).toMatchObject({ problem: expect.stringContaining(`did you mean ${suggestion}`) });
  });

  test('lists what there is where nothing is near', () => {
    expect(find('environment', 'Zanzibar', environments)).toEqual({
      problem:
        'names no environment of this LifeTime: "Zanzibar" (there are "Development", "Production", "Test")',
    });
  });

  test('asks for a key where a name is not unique', () => {
    const twins = [
      { Key: 'k1', Name: 'Twin' },
      { Key: 'k2', Name: 'Twin' },
    ];
    expect(find('application', 'Twin', twins)).toEqual({
      problem: 'is ambiguous: 2 applications are called "Twin"; use a key: k1, k2',
    });
  });

  test('says when nothing can be seen', () => {
    expect(find('environment', 'Test', [])).toMatchObject({
      problem: expect.stringContaining('has access to none'),
    });
  });
});

test('the source must not be the target, by whatever name', () => {
  const { problems } = chooseEnvironments(
    { environment: 'Production', sourceEnvironment: '849515f2', applications: [] },
    environments,
  );
  expect(problems).toEqual([
    { input: 'source-environment', message: 'is the same environment as `environment`' },
  ]);
});

describe('chooseApplications', () => {
  const state = { EnvironmentKey: 'f3582e43', BaseApplicationVersionKey: 'v1' };
  const known = [
    { Key: 'a1', Name: 'Portal', AppStatusInEnvs: [state] },
    { Key: 'a2', Name: 'Mail@Home', AppStatusInEnvs: [state] },
    { Key: 'a3', Name: 'Elsewhere', AppStatusInEnvs: [{ EnvironmentKey: '849515f2' }] },
  ];
  const choose = (...specs: string[]) => chooseApplications(specs, known, development, production);

  test.each([
    ['Portal', 'a1', undefined],
    ['a1', 'a1', undefined],
    ['Portal@1.2.0', 'a1', '1.2.0'],
    ['Portal @ 1.2.0', 'a1', '1.2.0'],
    ['Mail@Home', 'a2', undefined],
    ['Mail@Home@2.0', 'a2', '2.0'],
    ['Elsewhere@1.0', 'a3', '1.0'],
  ])('reads "%s"', (spec, key, wanted) => {
    const { chosen, problems } = choose(spec);
    expect(problems).toEqual([]);
    expect(chosen[0]?.application.Key).toBe(key);
    expect(chosen[0]?.wanted).toBe(wanted);
  });

  test('reports every problem at once', () => {
    const { problems } = choose('Portl', 'Elsewhere', 'Portal@', 'Portal', 'a1@3');
    expect(problems.map(({ message }) => message)).toEqual([
      'names no application of this LifeTime: "Portl" (did you mean "Portal"?)',
      'names "Elsewhere", which is not in Development (LifeTime knows it in 1 other environment)',
      'names no version after the @ of "Portal@"',
      'names "Portal" twice',
    ]);
  });
});

test.each([
  ['1.2.0', '1.10.0', -1],
  ['2.0', '1.9.9', 1],
  ['1.0', '1.0.0', 0],
  ['1.0-beta', '1.0', 0],
])('compares %s with %s', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

test.each([
  ['1.2', [], '1.3'],
  ['1.2.9', ['1.2.10', '1.2.11'], '1.2.12'],
  ['0.0', [], '0.1'],
  ['release-7', [], '0.1'],
])('the version after %s, with %s taken, is %s', (current, taken, next) => {
  expect(nextVersion(current, new Set(taken))).toBe(next);
});
