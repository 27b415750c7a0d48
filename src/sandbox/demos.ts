import { appianDemo } from './appian/demo.ts';
import type { PlatformDemo } from './demo.ts';
import type { Scenario } from './index.ts';
import { lifetimeDemo } from './lifetime/demo.ts';
import { odcDemo } from './odc/demo.ts';

/** The demo of each platform that the sandbox simulates, the usual one first. */
export const demos: readonly PlatformDemo<Scenario['api']>[] = [appianDemo, lifetimeDemo, odcDemo];
