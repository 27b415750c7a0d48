import { backoffice as lifetimeKey } from '../sandbox/lifetime-client.ts';
import { backoffice as odcKey } from '../sandbox/odc-client.ts';
import { fromNamedPackage, exporting as lifetimeExport, lifetimeRelease } from '../support/lifetime.ts';
import { odcRelease } from '../support/odc.ts';
import { customizationFile, exporting, promotion, release } from '../support/release.ts';
import { sweepSecrets } from '../support/sweep.ts';
import { allHappy, tracked, withLogin } from '../support/trackers.ts';

const secrets = ['sandbox-happy', 'a-bigpanda-app-key', 'dev-s3cret-of-the-bank'];
/** A value with signs that every encoding escapes. */
const VALUE = 'p4ss/"&ä+word';

sweepSecrets('Appian', [
  { name: 'promotion', inputs: (url) => promotion(url, 'happy'), secrets },
  { name: 'export', inputs: (url) => exporting(url, 'happy'), secrets },
  {
    name: 'recorded',
    inputs: (url) => release(url, 'happy', { ...tracked(url, allHappy), ...withLogin('happy') }),
    secrets,
  },
  {
    name: 'customized',
    inputs: (url) =>
      release(url, 'failed', {
        ...tracked(url, allHappy),
        'customization-file': customizationFile,
        'customization-values': JSON.stringify({ 'content.def.VALUE': VALUE }),
      }),
    secrets: [...secrets, VALUE],
  },
  { name: 'failed', inputs: (url) => release(url, 'failed', tracked(url, allHappy)), secrets },
]);

sweepSecrets('LifeTime', [
  { name: 'recorded', inputs: (url) => lifetimeRelease(url, 'happy', tracked(url, allHappy)), secrets },
  { name: 'export', inputs: (url) => lifetimeRelease(url, 'happy', lifetimeExport), secrets },
  // LifeTime names the application of an uploaded plan, and trackers receive its name.
  { name: 'uploaded', inputs: (url) => lifetimeRelease(url, 'happy', fromNamedPackage), secrets },
  { name: 'by key', inputs: (url) => lifetimeRelease(url, 'happy', { application: lifetimeKey }), secrets },
]);

const ofOdc = ['sandbox-happy', 'sandbox-failed', 'a-bigpanda-app-key'];
sweepSecrets('ODC', [
  { name: 'by key', inputs: (url) => odcRelease(url, 'happy', { application: odcKey }), secrets: ofOdc },
  { name: 'recorded', inputs: (url) => odcRelease(url, 'happy', tracked(url, allHappy)), secrets: ofOdc },
  // The reason of a failure quotes the messages of the operation, and trackers receive it.
  { name: 'failed', inputs: (url) => odcRelease(url, 'failed', tracked(url, allHappy)), secrets: ofOdc },
]);
