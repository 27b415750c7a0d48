import { lifetimeRelease } from '../outsystems/support.ts';
import { CONFIGURED_SECRET, odcRelease, threeApplications, withConfiguration } from '../support/odc.ts';
import { promotion, release } from '../support/release.ts';
import { ODC_ANSWERS, sweepAnswers } from '../support/sweep.ts';
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
const configuration = withConfiguration();
sweepAnswers(
  'ODC',
  [
    {
      name: 'one application with its configuration',
      inputs: (url) => odcRelease(url, 'built', configuration),
      secrets: ['sandbox-built', 'sandbox-happy', CONFIGURED_SECRET],
    },
    {
      name: 'three applications',
      inputs: (url) => odcRelease(url, 'built', { application: threeApplications }),
      secrets: ['sandbox-built', 'sandbox-happy'],
    },
  ],
  ODC_ANSWERS,
);
