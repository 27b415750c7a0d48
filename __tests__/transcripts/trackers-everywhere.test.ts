import { describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../src/sandbox/index.ts';
import { runInProcess } from '../support/in-process.ts';
import { lifetimeRelease } from '../support/lifetime.ts';
import { odcRelease } from '../support/odc.ts';
import { brokenPromises } from '../support/promises.ts';
import { release } from '../support/release.ts';
import { deliveriesIn, everyHappy, type Trackers, tracked } from '../support/trackers.ts';

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

/** The name of a tracker in the output `trackers`. */
const nameOf = (tracker: keyof Trackers): string =>
  ({ changes: 'bigpanda', deploymentsApi: 'deployments-api' })[tracker as string] ?? tracker;

/** Datadog records only the end of a success. */
function expected(tracker: keyof Trackers, mood: Mood): { started: string; ended: string } {
  const { started, ended } = moods[mood];
  if (tracker !== 'datadog') return { started, ended };
  return { started: 'skipped', ended: mood === 'refusing' ? 'failed' : ended };
}

type InputsOf = (typeof platforms)[keyof typeof platforms];

/** Deploys with these trackers, and expects a success and the deliveries of their mood. */
async function deploy(inputsOf: InputsOf, mood: Mood, trackers: readonly (keyof Trackers)[]): Promise<void> {
  const sandbox = await startSandbox();
  const scenarios = Object.fromEntries(trackers.map((name) => [name, moods[mood].scenario]));
  const step = await runInProcess(inputsOf(sandbox.url, 'happy', tracked(sandbox.url, scenarios)));
  await sandbox.close();
  const deliveries = deliveriesIn(step);
  const broken = brokenPromises({ step, sandbox, secrets: [], strayed: [] });
  expect({
    end: [step.code, step.outputs['status']],
    trackers: Object.fromEntries(trackers.map((name) => [name, deliveries[nameOf(name)]])),
    // A slow tracker does not answer with the id that an end needs.
    broken: mood === 'slow' ? [] : broken,
  }).toEqual({
    end: [0, 'succeeded'],
    trackers: Object.fromEntries(trackers.map((name) => [name, expected(name, mood)])),
    broken: [],
  });
}

describe.each(Object.entries(platforms))('on %s', (_, inputsOf) => {
  const cases = (['healthy', 'down', 'refusing'] as const).flatMap((mood) => [
    [mood, 'all trackers together', names] as const,
    ...names.map((name) => [mood, name, [name]] as const),
  ]);
  // oxlint-disable-next-line jest/expect-expect -- `deploy` expects.
  test.each(cases)('%s: %s', (mood, _what, trackers) => deploy(inputsOf, mood, trackers));
});

// A slow tracker takes seconds of the test's own time, so the platforms wait side by side.
// oxlint-disable-next-line jest/expect-expect -- `deploy` expects.
test('slow: all trackers together, on every platform', async () => {
  await Promise.all(Object.values(platforms).map((inputsOf) => deploy(inputsOf, 'slow', names)));
});
