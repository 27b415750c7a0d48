import { odcRelease } from '../support/odc.ts';
import { type Story, sweepFaults, sweepPairs, sweepPostFaults, sweepStops } from '../support/sweep.ts';

const one: Story = {
  name: 'one application',
  inputs: (url) => odcRelease(url, 'built'),
  secrets: ['sandbox-built', 'sandbox-happy'],
};
/** A release with an operation for each application. */
const three: Story = {
  name: 'three applications',
  inputs: (url) =>
    odcRelease(url, 'built', { application: 'EmployeeBackoffice\nIdentityService\nClaimsEngine' }),
  secrets: ['sandbox-built', 'sandbox-happy'],
};

sweepFaults('ODC', [one]);
sweepStops('ODC', [one, three]);
sweepPairs('ODC', one);
sweepPairs('ODC and three applications', three);
sweepPostFaults('ODC', one);
sweepPostFaults('ODC and three applications', three);
