import { describe, expect, test } from '@jest/globals';
import { testSettings } from '../../../src/inputs/shared.ts';
import { appianRules } from '../../../src/platforms/appian/rules.ts';
import { webApiBase } from '../../../src/platforms/appian/site.ts';
import { outsystemsRules } from '../../../src/platforms/outsystems/rules.ts';
import { environmentBase, environmentUrl } from '../../../src/platforms/outsystems/site.ts';

const site = new URL('https://test.example.com');
const other = new URL('https://other.example.com');
const token = 'a-token-for-tests';

describe('the inputs about tests on Appian', () => {
  const problems = (change: object): readonly string[] =>
    appianRules(
      { operation: 'deploy', package: 'a.zip', url: site, ...change },
      { needsComponent: false },
    ).map(({ input, message }) => `${input} ${message}`);
  test.each([
    ['all', { tests: ['all'] }],
    ['applications', { tests: ['applications'] }],
    ['the same site, written with its path', { tests: ['all'], 'tests-url': new URL('/suite', site) }],
    ['another key for the same site', { tests: ['all'], 'tests-token': token }],
    ['another site with its own key', { tests: ['all'], 'tests-url': other, 'tests-token': token }],
    ['another site without tests', { 'tests-url': other }],
  ])('can be %s', (_, change) => expect(problems(change)).toEqual([]));

  test.each([
    ['a name', { tests: ['Accounts'] }, 'tests must be all or applications (got "Accounts")'],
    ['both', { tests: ['all', 'applications'] }, 'tests must be all or applications'],
    [
      'another path',
      { tests: ['all'], 'tests-url': new URL('/x', site) },
      'tests-url must be the Appian site itself',
    ],
    [
      'another site without its own key',
      { tests: ['all'], 'tests-url': other },
      'tests-token is required where',
    ],
    [
      'a name to resume',
      { operation: 'resume', 'deployment-id': 'd-1', tests: ['Accounts'] },
      'tests must be all or applications',
    ],
  ])('cannot be %s', (_, change, problem) =>
    expect(problems(change)).toEqual([expect.stringContaining(problem)]),
  );
});

describe('the inputs about tests on OutSystems', () => {
  const problems = (change: object): readonly string[] =>
    outsystemsRules({ operation: 'resume', url: site, ...change }).map(
      ({ input, message }) => `${input} ${message}`,
    );
  test.each([
    ['applications', { tests: ['Portal', 'Portal Core'] }],
    ['a key with its host', { tests: ['Portal'], 'tests-url': other, 'tests-token': token }],
  ])('can be %s', (_, change) => expect(problems(change)).toEqual([]));

  test.each([
    ['a key without its host', { tests: ['Portal'], 'tests-token': token }, 'tests-url is required with'],
    [
      'another path',
      { tests: ['Portal'], 'tests-url': new URL('/x', site) },
      'tests-url must be the host of',
    ],
  ])('cannot be %s', (_, change, problem) =>
    expect(problems(change)).toEqual([expect.stringContaining(problem)]),
  );
});

test.each(['', '/', '/suite', '/suite/', '/suite/webapi'])(
  'the Web APIs of a site with the path "%s"',
  (path) => expect(webApiBase(new URL(path, site))).toEqual({ base: new URL('/suite/webapi/', site) }),
);

test.each(['', '/CI_CDProbe', '/ci_cdprobe/rest/v2/', '/BDDFramework/rest/v1'])(
  'the test components of an environment with the path "%s"',
  (path) => expect(environmentBase(new URL(path, site))).toEqual({ base: new URL('/', site) }),
);

test.each([
  ['tst-env.company.com', 'https://tst-env.company.com/'],
  ['tst-env.company.com:8443', 'https://tst-env.company.com:8443/'],
  ['', undefined],
  ['evil.example.com/?x=', undefined],
  ['user@evil.example.com', undefined],
  ['..', undefined],
  ['host:99999', undefined],
])('the address of the host name "%s" is %s', (host, expected) =>
  expect(environmentUrl(host)?.href).toBe(expected),
);

test.each(['inspect', 'export'])('the plan of %s names no tests, because none run', (operation) =>
  expect(
    testSettings({
      operation,
      tests: ['all'],
      'tests-url': undefined,
      'tests-token': undefined,
      'tests-timeout': 1000,
      'on-no-tests': 'fail',
    }),
  ).toEqual([]),
);
