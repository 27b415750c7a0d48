import type { AppianScenario } from './scenarios.ts';
import { failingRun, happyRun, type SimulatedRun } from './test-run-xml.ts';

const hostile = `</textarea><script>alert(1)</script> ::error::x | \`x\` @everyone \u001b[31m %0A`;
const strange: SimulatedRun = {
  applications: {
    [hostile]: [{ name: hostile, cases: [{ name: hostile, status: 'FAIL', message: hostile }] }],
  },
};

/** What rule tests can meet after a deployment that ends as in `happy`. */
export const testScenarios: readonly AppianScenario[] = [
  {
    name: 'tests-failing',
    about: 'rule tests: three of six do not pass: FAIL, ERROR, TIMEOUT',
    tests: { run: failingRun },
  },
  { name: 'no-tests', about: 'rule tests: the run finds none', tests: { run: { applications: {} } } },
  {
    name: 'tests-partly-none',
    about: 'rule tests: one of the applications has none',
    tests: { run: { applications: { ...happyRun.applications, Archive: [] } } },
  },
  {
    name: 'no-test-apis',
    about: 'rule tests: the Web API to start them does not exist: 404',
    tests: { start: 'missing' },
  },
  {
    name: 'tests-refused',
    about: 'rule tests: the start answers 500 with a text',
    tests: { start: 'error' },
  },
  {
    name: 'tests-start-page',
    about: 'rule tests: a login page (200) answers the start',
    tests: { start: 'page' },
  },
  { name: 'tests-no-id', about: 'rule tests: the start answers words and no id', tests: { start: 'words' } },
  {
    name: 'tests-invalid-id',
    about: 'rule tests: the status is INVALID ID',
    tests: { words: ['IN PROGRESS', 'INVALID ID'] },
  },
  {
    name: 'tests-unknown-word',
    about: 'rule tests: an undocumented status',
    tests: { words: ['IN PROGRESS', 'PAUSED'] },
  },
  {
    name: 'tests-login-page',
    about: 'rule tests: a login page (200) answers each look at the status',
    tests: { isStatusAPage: true },
  },
  { name: 'tests-never', about: 'rule tests: IN PROGRESS for ever', tests: { words: ['IN PROGRESS'] } },
  { name: 'tests-result-page', about: 'rule tests: the result is a login page', tests: { result: 'page' } },
  { name: 'tests-result-cut', about: 'rule tests: half of the result is missing', tests: { result: 'cut' } },
  {
    name: 'tests-result-entities',
    about: 'rule tests: the result has a document type',
    tests: { result: 'document type' },
  },
  {
    name: 'tests-other-run',
    about: 'rule tests: the result is that of another run',
    tests: { result: 'other run' },
  },
  {
    name: 'tests-contradiction',
    about: 'rule tests: PASS, although tests have failed',
    tests: { run: { ...failingRun, status: 'PASS' } },
  },
  {
    name: 'tests-unfinished',
    about: 'rule tests: COMPLETE, and the result is IN PROGRESS',
    tests: { run: { ...happyRun, status: 'IN PROGRESS' } },
  },
  {
    name: 'tests-unknown-case',
    about: 'rule tests: a test case with an undocumented status',
    tests: {
      run: {
        applications: { Orders: [{ name: 'PO_getTotal', cases: [{ name: 'Total', status: 'IGNORED' }] }] },
      },
    },
  },
  {
    name: 'tests-hostile',
    about: 'rule tests: names and messages with workflow commands, markup, control characters',
    tests: { run: strange },
  },
];
