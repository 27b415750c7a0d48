import { lifetimeRelease } from '../outsystems/support.ts';
import { promotion, release } from '../support/release.ts';
import { sweepAnswers } from '../support/sweep.ts';
import { allHappy, tracked, withLogin } from '../support/trackers.ts';

sweepAnswers('Appian', [
  {
    name: 'promotion',
    inputs: (url) => promotion(url, 'happy'),
    secrets: ['sandbox-happy', 'dev-s3cret-of-the-bank'],
  },
  {
    name: 'recorded',
    inputs: (url) => release(url, 'happy', { ...tracked(url, allHappy), ...withLogin('happy') }),
    secrets: ['sandbox-happy', 'a-bigpanda-app-key'],
  },
]);
sweepAnswers('LifeTime', [
  {
    name: 'recorded',
    inputs: (url) => lifetimeRelease(url, 'happy', tracked(url, allHappy)),
    secrets: ['sandbox-happy', 'a-bigpanda-app-key'],
  },
]);
