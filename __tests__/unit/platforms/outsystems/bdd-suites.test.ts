import { describe, expect, test } from '@jest/globals';
import { judgeSuite, suitesIn, sumOf } from '../../../../src/platforms/outsystems/tests/suites.ts';
import {
  readModulesV1,
  readModulesV2,
  readSuiteResult,
} from '../../../../src/platforms/outsystems/tests/wire.ts';

const suite = { module: 'Portal', screen: 'LoginTest', side: 'server' };
const result = {
  SuiteSuccess: true,
  SuccessfulScenarios: 3,
  FailedScenarios: 0,
  FailureReports: [],
  ErrorMessage: '',
};

describe('the result of a suite', () => {
  test.each([
    ['success', {}, 'passed', '', [3, 3, 0, 0]],
    [
      'a failed scenario',
      { SuiteSuccess: false, FailedScenarios: 1, FailureReports: ['one', 'two'] },
      'failed',
      'one\ntwo',
      [4, 3, 1, 0],
    ],
    [
      'a failed scenario despite success',
      { FailedScenarios: 1 },
      'failed',
      '1 of 4 scenarios failed.',
      [4, 3, 1, 0],
    ],
    ['an error message despite success', { ErrorMessage: 'no data' }, 'error', 'no data', [4, 3, 0, 1]],
    ['a failure without a reason', { SuiteSuccess: false }, 'error', 'does not say why', [4, 3, 0, 1]],
    ['a report despite success', { FailureReports: ['one'] }, 'error', 'one', [4, 3, 0, 1]],
    ['no scenario', { SuccessfulScenarios: 0 }, 'skipped', 'no scenario', [0, 0, 0, 0]],
  ] as const)('%s', (_, change, status, message, [total, passed, failed, errors]) => {
    const judged = judgeSuite(suite, readSuiteResult({ ...result, ...change }));
    expect(judged.suite).toMatchObject({ suite: 'Portal', name: 'LoginTest', status });
    expect(judged.suite.message).toContain(message);
    expect(judged.counts).toEqual({ total, passed, failed, errors });
  });

  test.each([
    ['a word for success', { SuiteSuccess: 'true' }],
    ['no count', { FailedScenarios: undefined }],
    ['a count below zero', { FailedScenarios: -1 }],
  ])('is unreadable with %s', (_, change) =>
    expect(() => readSuiteResult({ ...result, ...change })).toThrow('is missing or not what this API sends'),
  );

  test('counts add up', () => {
    const all = [judgeSuite(suite, result), judgeSuite(suite, { ...result, FailedScenarios: 2 })];
    expect(sumOf(all)).toEqual({ total: 8, passed: 6, failed: 2, errors: 0 });
  });
});

describe('the answer of the probe', () => {
  const screens = [{ Name: 'LoginTest' }, { Name: 'SaveTest' }];

  test('version 1 knows the server side', () =>
    expect(
      readModulesV1([
        { BDDTestEndpointsInfo: { EspaceName: 'Portal', WebFlows: [{ WebScreens: screens }, {}] } },
      ]),
    ).toEqual([{ module: 'Portal', side: 'server', screens: ['LoginTest', 'SaveTest'] }]));

  test('version 2 names the side, and a screen of two flows runs once', () => {
    const modules = readModulesV2([
      {
        EspaceName: 'Portal',
        BDDFrameworkType: 'Client',
        TestFlows: [{ TestScreens: screens }, { TestScreens: [screens[0]] }],
      },
    ]);
    expect(suitesIn(modules)).toEqual([
      { module: 'Portal', screen: 'LoginTest', side: 'client' },
      { module: 'Portal', screen: 'SaveTest', side: 'client' },
    ]);
  });

  test.each(['..', '', '\u0000'])('a name that could change the address is rejected: %j', (Name) =>
    expect(() =>
      readModulesV2([
        { EspaceName: 'Portal', BDDFrameworkType: 'server', TestFlows: [{ TestScreens: [{ Name }] }] },
      ]),
    ).toThrow('is missing or not what this API sends'),
  );

  test('a web page is no list', () => expect(() => readModulesV1('<html>')).toThrow('is missing or not'));
});
