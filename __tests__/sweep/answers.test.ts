import { fromNamedPackage, exporting as lifetimeExport, lifetimeRelease } from '../support/lifetime.ts';
import { CONFIGURED_SECRET, odcRelease, threeApplications, withConfiguration } from '../support/odc.ts';
import { exporting, promotion, release } from '../support/release.ts';
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
  { name: 'export', inputs: (url) => exporting(url, 'happy'), secrets: ['sandbox-happy'], exports: true },
  {
    name: 'gated',
    inputs: (url) =>
      release(url, 'happy', { ...tracked(url, { deploymentsApi: 'happy' }), 'promote-from': 'staging' }),
    secrets: ['sandbox-happy'],
    gated: true,
  },
]);
sweepAnswers('LifeTime', [
  {
    name: 'recorded',
    inputs: (url) => lifetimeRelease(url, 'happy', tracked(url, allHappy)),
    secrets: ['sandbox-happy', 'a-bigpanda-app-key'],
  },
  {
    name: 'uploaded',
    inputs: (url) => lifetimeRelease(url, 'happy', fromNamedPackage),
    secrets: ['sandbox-happy'],
  },
  {
    name: 'rollback',
    inputs: (url) => lifetimeRelease(url, 'happy', { operation: 'rollback', 'source-environment': '' }),
    secrets: ['sandbox-happy'],
  },
  {
    name: 'export',
    inputs: (url) => lifetimeRelease(url, 'happy', lifetimeExport),
    secrets: ['sandbox-happy'],
    exports: true,
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
