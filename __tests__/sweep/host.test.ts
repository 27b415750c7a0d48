import { fromPackage, lifetimeRelease } from '../outsystems/support.ts';
import { sweepHost } from '../support/host-sweep.ts';
import { promotion, release } from '../support/release.ts';
import type { Story } from '../support/sweep.ts';
import { allHappy, tracked } from '../support/trackers.ts';

const secrets = ['sandbox-happy', 'a-bigpanda-app-key'];
const recorded = (name: string, inputs: Story['inputs']): Story => ({
  name,
  inputs: (url) => ({ ...inputs(url), ...tracked(url, allHappy) }),
  secrets,
});

sweepHost('Appian', [
  recorded('package', (url) => release(url, 'happy')),
  recorded('promotion', (url) => promotion(url, 'happy')),
]);
sweepHost('LifeTime', [
  recorded('application', (url) => lifetimeRelease(url, 'happy')),
  recorded('package', (url) => lifetimeRelease(url, 'happy', fromPackage)),
]);
