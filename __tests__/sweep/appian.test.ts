import { release } from '../support/release.ts';
import { type Story, sweepFaults, sweepStops } from '../support/sweep.ts';

const happy: Story = {
  name: 'happy',
  inputs: (url) => release(url, 'happy'),
  secrets: ['sandbox-happy'],
};

sweepFaults('Appian', [happy]);
sweepStops('Appian', happy);
