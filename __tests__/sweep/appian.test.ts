import { promotion, release } from '../support/release.ts';
import { type Story, sweepFaults, sweepStops } from '../support/sweep.ts';

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

sweepFaults('Appian', [happy, promoted]);
sweepStops('Appian', happy);
sweepStops('an Appian promotion', promoted);
