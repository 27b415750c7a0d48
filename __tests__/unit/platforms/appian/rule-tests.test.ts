import { describe, expect, test } from '@jest/globals';
import { type RuleTestScope, reportOf } from '../../../../src/platforms/appian/tests/judge-run.ts';
import { readTestRunResult } from '../../../../src/platforms/appian/tests/result.ts';
import { judgeTests } from '../../../../src/release/tests/judge-tests.ts';
import {
  failingRun,
  happyRun,
  type SimulatedRun,
  testRunXml,
} from '../../../../src/sandbox/appian/test-run-xml.ts';

const xmlOf = (run: SimulatedRun, scope: RuleTestScope = 'all'): string =>
  testRunXml({ id: '7', scope }, run);
const judged = (xml: string, scope: RuleTestScope = 'all') =>
  reportOf(readTestRunResult(xml), { scope, id: '7', site: 'dev.appiancloud.com' });

test('a rule in two applications counts once', () => {
  const { cases, counts } = judged(xmlOf(happyRun));
  expect(counts).toEqual({ total: 3, passed: 3, failed: 0, errors: 0 });
  expect(cases.map(({ suite, name, status }) => `${suite} › ${name}: ${status}`)).toEqual([
    'PO_getShipmentDate › Weekday: passed',
    'PO_getShipmentDate › Weekend: passed',
    'CO_isUserExternal › External user: passed',
  ]);
});

test('each case has its word and its message', () => {
  const { cases, counts } = judged(xmlOf(failingRun));
  expect(counts).toEqual({ total: 6, passed: 3, failed: 1, errors: 2 });
  expect(cases.filter(({ status }) => status !== 'passed')).toEqual([
    {
      suite: 'PO_getTotal',
      name: 'Discount & tax',
      status: 'failed',
      message: 'Expected 108 <but> found 100',
    },
    { suite: 'PO_getTotal', name: 'Currency', status: 'error', message: 'Rule PO_getRate has 1 parameter' },
    {
      suite: 'PO_getTotal',
      name: 'Thousand lines',
      status: 'error',
      message: 'The test case ran out of time.',
    },
  ]);
});

test('a case that fails in one application only is not hidden by its copy', () => {
  const rule = (status: string) => ({ name: 'R', cases: [{ name: 'one', status }] });
  const { cases } = judged(xmlOf({ applications: { A: [rule('PASS')], B: [rule('FAIL')] } }));
  expect(cases.map(({ status }) => status)).toEqual(['passed', 'failed']);
});

describe('a run that must not be green', () => {
  const happy = xmlOf(happyRun);
  test.each([
    ['another run', happy.replace('<id>7</id>', '<id>8</id>'), 'was asked for the result of test run 7'],
    ['PASS with failures', xmlOf({ ...failingRun, status: 'PASS' }), 'calls the test run PASS'],
    ['FAIL without a reason', xmlOf({ ...happyRun, status: 'FAIL' }), 'does not say why'],
    ['a run that goes on', xmlOf({ ...happyRun, status: 'IN PROGRESS' }), 'IN PROGRESS'],
    ['an unknown word', xmlOf({ ...happyRun, status: 'SUCCESS' }), 'not documented: SUCCESS'],
    [
      'an unknown word of a case',
      xmlOf({ applications: { A: [{ name: 'R', cases: [{ name: 'one', status: 'IGNORED' }] }] } }),
      '"R › one"',
    ],
    [
      'an application with an error of its own',
      happy.replace('</name>', '</name><errorMessage>It is locked.</errorMessage>'),
      '"Purchase Orders › all tests"',
    ],
    ['no test', xmlOf({ applications: {} }), 'No test was found for "dev.appiancloud.com"'],
  ])('%s', (_, xml, reason) => {
    const outcome = judgeTests(judged(xml), 'fail');
    expect([outcome.status, outcome.reason]).toEqual(['tests-failed', expect.stringContaining(reason)]);
  });
});

describe('an application without a test', () => {
  const partly: SimulatedRun = { applications: { ...happyRun.applications, Archive: [] } };
  test.each([
    ['applications', ['Archive']],
    ['all', []],
  ] as const)('in a run of %s', (scope, untested) =>
    expect(judged(xmlOf(partly, scope), scope).untested).toEqual(untested),
  );
});

describe('an answer that is no result', () => {
  const happy = xmlOf(happyRun);
  test.each([
    ['another document', '<feed><id>7</id></feed>', '"status" is missing'],
    ['no number', happy.replace(/<testCount>\d+/, '<testCount>many'), '"testCount" is not a number'],
    ['half of it', happy.slice(0, happy.length / 2), 'incomplete'],
    ['nil', '<TestRunResult xsi:nil="true"/>', 'is missing'],
  ])('%s', (_, xml, why) => expect(() => readTestRunResult(xml)).toThrow(why));
});
