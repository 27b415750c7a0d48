import { CONFIGURED_SECRET, odcRelease, threeApplications, withConfiguration } from '../support/odc.ts';
import { type Story, sweepFaults, sweepPairs, sweepPostFaults, sweepStops } from '../support/sweep.ts';

const configuration = withConfiguration();
const one: Story = {
  name: 'one application',
  inputs: (url) => odcRelease(url, 'built'),
  secrets: ['sandbox-built', 'sandbox-happy'],
};
/** A release with an operation for each application. */
const three: Story = {
  name: 'three applications',
  inputs: (url) => odcRelease(url, 'built', { application: threeApplications }),
  secrets: ['sandbox-built', 'sandbox-happy'],
};
/** A release that sets values before its operation. */
const configured: Story = {
  name: 'one application with its configuration',
  inputs: (url) => odcRelease(url, 'built', configuration),
  secrets: [...one.secrets, CONFIGURED_SECRET],
};

sweepFaults('ODC', [one]);
sweepStops('ODC', [configured, three]);
sweepPairs('ODC', configured);
sweepPairs('ODC and three applications', three);
sweepPostFaults('ODC', configured);
sweepPostFaults('ODC and three applications', three);
