import { exported, given } from '../support/host-files.ts';
import { type HostStory, ODC_HOST, sweepHost } from '../support/host-sweep.ts';
import { fromNamedPackage, lifetimeRelease } from '../support/lifetime.ts';
import { CONFIGURED_SECRET, odcRelease, threeApplications, withConfiguration } from '../support/odc.ts';
import { customizationFile, otherZip, promotion, release, scriptFile } from '../support/release.ts';
import { allHappy, tracked } from '../support/trackers.ts';

const secrets = ['sandbox-happy', 'a-bigpanda-app-key'];
const recorded = (name: string, inputs: HostStory['inputs'], files: HostStory['files'] = []): HostStory => ({
  name,
  inputs: (url) => ({ ...inputs(url), ...tracked(url, allHappy) }),
  secrets,
  files,
});

/** Everything that a deployment to Appian sends by path. */
const everyFile = {
  'customization-file': customizationFile,
  'admin-settings-file': otherZip('settings'),
  'plugins-file': otherZip('plugins'),
  'database-scripts': scriptFile,
  'data-source': 'jdbc/Appian',
};

sweepHost('Appian', [
  recorded('package', (url) => release(url, 'happy', everyFile), [
    given('package'),
    given('customization-file'),
    given('admin-settings-file'),
    given('plugins-file'),
    given('database-scripts'),
  ]),
  recorded('promotion', (url) => promotion(url, 'happy'), [
    exported('package', '.', /^(?!.*-plugins).*\.zip$/),
    exported('plug-ins', '.', /-plugins\.zip$/),
    exported('script', 'database-scripts', /^1-/),
  ]),
]);
sweepHost('LifeTime', [
  recorded('application', (url) => lifetimeRelease(url, 'happy')),
  recorded('package', (url) => lifetimeRelease(url, 'happy', fromNamedPackage), [given('package')]),
]);
const configuration = withConfiguration();
sweepHost(
  'ODC',
  [
    {
      name: 'one application with its configuration',
      inputs: (url) => odcRelease(url, 'built', configuration),
      secrets: ['sandbox-built', 'sandbox-happy', CONFIGURED_SECRET],
      files: [],
    },
    {
      name: 'three applications',
      inputs: (url) => odcRelease(url, 'built', { application: threeApplications }),
      secrets: ['sandbox-built', 'sandbox-happy'],
      files: [],
      deployments: 3,
    },
  ],
  ODC_HOST,
);
