import { lifetimeRelease } from '../support/lifetime.ts';
import { pairConfigured, pairValues } from '../support/manifest.ts';
import { type Story, sweepFaults, sweepPairs, sweepPostFaults, sweepStops } from '../support/sweep.ts';
import { testedLifeTime } from '../support/tested.ts';
import { everyHappy, tracked } from '../support/trackers.ts';

const happy: Story = {
  name: 'happy',
  inputs: (url) => lifetimeRelease(url, 'happy'),
  secrets: ['sandbox-happy'],
};
/** A plan that is created and, for its conflicts, deleted. */
const conflicts: Story = {
  name: 'conflicts',
  inputs: (url) => lifetimeRelease(url, 'conflicts'),
  secrets: ['sandbox-conflicts', 'sandbox-happy'],
};
/** Every system that is notified of a rollback, which marks what it took back. */
const recorded: Story = {
  name: 'recorded rollback',
  inputs: (url) => lifetimeRelease(url, 'happy', { ...tracked(url, everyHappy), operation: 'rollback' }),
  secrets: ['sandbox-happy', 'a-bigpanda-app-key'],
};
/** A deployment whose configuration values are set after it: a secret and a literal one. */
const configured: Story = {
  name: 'configured',
  inputs: (url) => lifetimeRelease(url, 'happy', pairConfigured),
  secrets: ['sandbox-happy', ...pairValues],
  values: pairValues,
};

sweepFaults('LifeTime', [happy, conflicts]);
sweepFaults('LifeTime and its records', [recorded]);
sweepFaults('LifeTime with configuration', [configured]);
sweepStops('LifeTime', [happy, recorded, testedLifeTime]);
sweepStops('LifeTime with configuration', [configured]);
sweepPairs('LifeTime', happy);
sweepPairs('LifeTime and its records', recorded);
sweepPostFaults('LifeTime', happy);
sweepPostFaults('LifeTime with configuration', configured);
sweepPostFaults('LifeTime and its records', recorded);
