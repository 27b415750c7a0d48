import { lifetimeRelease } from '../outsystems/support.ts';
import { type Story, sweepFaults, sweepStops } from '../support/sweep.ts';

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

sweepFaults('LifeTime', [happy, conflicts]);
sweepStops('LifeTime', happy);
