import type { LifetimeScenario } from './scenario.ts';
import { suite } from './test-suites.ts';
import { mainName } from './world.ts';

/** What BDD tests can meet after a deployment that ends as in `happy`. */
export const testScenarios: readonly LifetimeScenario[] = [
  { name: 'no-tests', about: 'the probe finds no tests', tests: { suites: [] } },
  { name: 'tests-failing', about: 'one of two BDD tests fails', tests: { last: 'fails' } },
  {
    name: 'tests-broken',
    about: 'one of two BDD tests ends with an ErrorMessage',
    tests: { last: 'breaks' },
  },
  {
    name: 'tests-empty',
    about: 'the only BDD test has no scenario',
    tests: { suites: [suite('LoginTest', { ends: 'has no scenario' })] },
  },
  {
    name: 'tests-contradiction',
    about: 'one of two BDD tests says SuiteSuccess, although a scenario failed',
    tests: { last: 'contradicts itself' },
  },
  {
    name: 'tests-lost',
    about: 'the connection breaks after the first of two BDD tests has run',
    tests: { suites: [suite('LoginTest', { ends: 'is lost' }), suite('SaveTest')] },
  },
  { name: 'tests-never', about: 'one of two BDD tests never answers', tests: { last: 'never answers' } },
  {
    name: 'tests-login-page',
    about: 'a login page (200) answers one of two BDD tests',
    tests: { last: 'answers a page' },
  },
  {
    name: 'tests-hostile',
    about: 'a BDD test whose names and reports have commands, markup, control characters',
    tests: {
      suites: [suite('<b>/Save & co', { module: `${mainName} Tests`, ends: 'is hostile' })],
    },
  },
  { name: 'probe-v1', about: 'the CI/CD Probe has no version 2', tests: { probe: 'v1' } },
  { name: 'probe-key', about: 'the CI/CD Probe wants X-CICDProbe-Key, else 401', tests: { probe: 'key' } },
  { name: 'probe-page', about: 'a login page (200) answers instead of the probe', tests: { probe: 'page' } },
  {
    name: 'tests-client',
    about: 'BDD tests on the client side, which TestRunner_API runs; two flows have the same screen',
    tests: {
      suites: [
        suite('LoginTest', { side: 'client' }),
        suite('SaveTest', { side: 'client' }),
        suite('SaveTest', { side: 'client' }),
      ],
    },
  },
  {
    name: 'tests-unknown-side',
    about: 'the probe names a BDDFrameworkType that nobody documented',
    tests: { suites: [suite('LoginTest', { side: 'mobile' })] },
  },
  {
    name: 'no-framework',
    about: 'the probe is installed and the BDD Framework is not: 404 with an HTML page',
    tests: { missingFramework: 'server' },
  },
];
