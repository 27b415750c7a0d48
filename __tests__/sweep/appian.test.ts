import { promotion, release } from '../support/release.ts';
import { type Story, sweepFaults, sweepPairs, sweepPostFaults, sweepStops } from '../support/sweep.ts';
import { testedAppian } from '../support/tested.ts';
import { everyHappy, tracked, withLogin } from '../support/trackers.ts';

const happy: Story = {
  name: 'happy',
  inputs: (url) => release(url, 'happy'),
  secrets: ['sandbox-happy'],
};
/** From one site to another: packages are listed, one is exported, and every file of it is fetched. */
const promoted: Story = {
  name: 'promotion',
  inputs: (url) => promotion(url, 'happy'),
  secrets: ['sandbox-happy', 'dev-s3cret-of-the-bank'],
};
/** Every system that is notified: one of them by a login. */
const recorded: Story = {
  name: 'recorded',
  inputs: (url) => release(url, 'happy', { ...tracked(url, everyHappy), ...withLogin('happy') }),
  secrets: ['sandbox-happy', 'a-bigpanda-app-key'],
};

// The plain deployment is not broken by itself: all that it asks, these two ask as well.
sweepFaults('an Appian promotion', [promoted]);
sweepFaults('Appian and its records', [recorded]);
sweepStops('Appian', [happy, promoted, recorded, testedAppian]);
sweepPairs('an Appian promotion', promoted);
sweepPairs('Appian and its records', recorded);
sweepPostFaults('Appian and its records', recorded);
