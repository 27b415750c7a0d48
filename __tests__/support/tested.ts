import { lifetimeRelease } from './lifetime.ts';
import { release } from './release.ts';
import type { Story } from './sweep.ts';

/** The requests of the tests and of the record around them. The others are broken in other courses. */
const only = /\/(webapi|CI_CDProbe|BDDFramework|data\/events)\//;

/** A deployment to Appian with rule tests, which have a key of their own. */
export const testedAppian: Story = {
  name: 'rule tests',
  inputs: (url) => release(url, 'happy', { tests: 'all', 'tests-token': 'sandbox-happy-slow' }),
  secrets: ['sandbox-happy', 'sandbox-happy-slow'],
  only,
  hasTests: true,
};

/** A deployment to LifeTime with BDD tests, whose probe has a key. */
export const testedLifeTime: Story = {
  name: 'BDD tests',
  inputs: (url) =>
    lifetimeRelease(url, 'happy', {
      tests: 'EmployeeBackoffice',
      'tests-url': url,
      'tests-token': 'sandbox-probe-key',
    }),
  secrets: ['sandbox-happy', 'sandbox-probe-key'],
  only,
  hasTests: true,
};
