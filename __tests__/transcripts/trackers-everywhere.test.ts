import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { lifetimeRelease } from '../outsystems/support.ts';
import type { Step } from '../support/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { odcRelease } from '../support/odc.ts';
import { brokenPromises } from '../support/promises.ts';
import { release } from '../support/release.ts';
import { everyHappy, type Trackers, tracked } from '../support/trackers.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const platforms = { Appian: release, LifeTime: lifetimeRelease, ODC: odcRelease } as const;
const names = Object.keys(everyHappy) as readonly (keyof Trackers)[];

/** The scenario of the trackers, and the delivery of the start and the end. A slow tracker never answers in time. */
const moods = {
  healthy: { scenario: 'happy', started: 'sent', ended: 'sent' },
  slow: { scenario: 'slow', started: 'failed', ended: 'failed' },
  down: { scenario: 'down', started: 'failed', ended: 'failed' },
  refusing: { scenario: 'unauthorized', started: 'failed', ended: 'skipped' },
} as const;
type Mood = keyof typeof moods;

function deliveriesOf({ outputs }: Step): Readonly<Record<string, { started: string; ended: string }>> {
  return JSON.parse(outputs['trackers'] ?? '{}') as Record<string, { started: string; ended: string }>;
}

/** The name of a tracker in the output `trackers`. */
const nameOf = (tracker: keyof Trackers): string =>
  ({ changes: 'bigpanda', deploymentsApi: 'deployments-api' })[tracker as string] ?? tracker;

/** Datadog records only the end of a success. */
function expected(tracker: keyof Trackers, mood: Mood): { started: string; ended: string } {
  const { started, ended } = moods[mood];
  if (tracker !== 'datadog') return { started, ended };
  return { started: 'skipped', ended: mood === 'refusing' ? 'failed' : ended };
}

describe.each(Object.entries(platforms))('on %s', (_, inputsOf) => {
  const cases = (Object.keys(moods) as readonly Mood[]).flatMap((mood) => [
    [mood, 'all trackers together', names] as const,
    // A slow tracker takes seconds of the test's own time.
    ...(mood === 'slow' ? [] : names.map((name) => [mood, name, [name]] as const)),
  ]);

  test.each(cases)('%s: %s', async (mood, _what, trackers) => {
    const scenarios = Object.fromEntries(trackers.map((name) => [name, moods[mood].scenario]));
    const step = await runInProcess(inputsOf(sandbox.url, 'happy', tracked(sandbox.url, scenarios)));
    expect([step.code, step.outputs['status']]).toEqual([0, 'succeeded']);
    const deliveries = deliveriesOf(step);
    expect(Object.fromEntries(trackers.map((name) => [name, deliveries[nameOf(name)]]))).toEqual(
      Object.fromEntries(trackers.map((name) => [name, expected(name, mood)])),
    );
    // A slow tracker does not answer with the id that an end needs.
    const broken = brokenPromises({ step, sandbox, secrets: [], strayed: [] });
    expect(mood === 'slow' ? [] : broken).toEqual([]);
  });
});
