import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { simulate, sum } from '../../../bench/waiting.ts';
import type { Pace, StatusReading } from '../../../src/release/platform.ts';
import { nextDelay, pollUntilEnd } from '../../../src/release/poll.ts';
import { fakeClock } from '../support/clock.ts';
import { recordedLog } from '../support/release.ts';

describe('the pause before the next look', () => {
  test.each([
    ['auto', 0, 1_000],
    ['auto', 9_999, 1_000],
    ['auto', 30_000, 3_000],
    ['auto', 60_001, 6_000],
    ['auto', 140_000, 14_000],
    ['auto', 3_600_000, 14_000],
    [10, 0, 10],
    [10, 3_600_000, 10],
  ] as const)('at pace %p and age %i ms is %i ms', (pace, age, ms) => {
    expect(nextDelay(pace, age)).toBe(ms);
  });

  test('grows with age, from 1 s to 14 s', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), (age, more) => {
        const [now, later] = [nextDelay('auto', age), nextDelay('auto', age + more)];
        expect(now).toBeGreaterThanOrEqual(1_000);
        expect(later).toBeLessThanOrEqual(14_000);
        expect(later).toBeGreaterThanOrEqual(now);
      }),
    );
  });
});

test('over deployments of 5 s to 2 h, an end is known soon, and with fewer looks than one every 10 s', () => {
  const auto = sum(simulate('auto'));
  expect(auto.share).toBeLessThanOrEqual(0.04);
  expect(auto.mostMs).toBeLessThanOrEqual(15_000);
  expect(auto.looks).toBeLessThan(sum(simulate(10_000)).looks);
});

const underway = (status: string, note?: string): StatusReading<string> => ({
  phase: 'underway',
  status,
  ...(note && { note }),
});
const over: StatusReading<string> = { phase: 'over', status: 'COMPLETED', result: 'done' };

function watching(pace: Pace, sightings: readonly (StatusReading<string> | Error)[], signal?: AbortSignal) {
  const clock = fakeClock();
  const log = recordedLog();
  let looks = 0;
  const look = async (): Promise<StatusReading<string>> => {
    const sighting = sightings[Math.min(looks, sightings.length - 1)];
    looks += 1;
    if (sighting === undefined || sighting instanceof Error) throw sighting ?? new Error('nothing to see');
    return sighting;
  };
  const watch = { clock, log, pace, signal: signal ?? new AbortController().signal };
  return { clock, log, looks: () => looks, end: pollUntilEnd('deployment', look, watch) };
}

describe('waiting for an end', () => {
  test('an end that is there at once needs no second look', async () => {
    const { end, log, clock } = watching('auto', [over]);
    await expect(end).resolves.toBe('done');
    expect(log.lines).toEqual(['info:   deployment COMPLETED after 0 ms']);
    expect(clock.naps).toEqual([]);
  });

  test('each look moves the line of progress, where there is one', async () => {
    const shown: string[] = [];
    const busy = underway('IN_PROGRESS', 'step 2');
    const sightings = [busy, busy, busy, over];
    const log = {
      ...recordedLog(),
      progress: (text: string, ageMs: number) => void shown.push(`${text} ${ageMs}`),
    };
    const look = async (): Promise<StatusReading<string>> => sightings.shift() ?? over;
    const signal = new AbortController().signal;
    await pollUntilEnd('deployment', look, { clock: fakeClock(), log, pace: 1_000, signal });
    expect(shown).toEqual([
      'deployment IN_PROGRESS: step 2 0',
      'deployment IN_PROGRESS: step 2 1000',
      'deployment IN_PROGRESS: step 2 2000',
    ]);
  });

  test('each change is one line', async () => {
    const review = underway('PENDING_REVIEW', 'a reviewer must approve it');
    const busy = underway('IN_PROGRESS');
    const { end, log } = watching(1_000, [busy, busy, review, review, busy, over]);
    await end;
    expect(log.lines).toEqual([
      'info:   deployment IN_PROGRESS after 0 ms',
      'info:   deployment PENDING_REVIEW after 2 s: a reviewer must approve it',
      'info:   deployment IN_PROGRESS after 4 s',
      'info:   deployment COMPLETED after 5 s',
    ]);
  });

  test('where nothing changes, a line a minute proves that it is alive', async () => {
    const looks = Array.from({ length: 15 }, () => underway('IN_PROGRESS'));
    const { end, log } = watching(10_000, [...looks, over]);
    await end;
    expect(log.lines).toEqual([
      'info:   deployment IN_PROGRESS after 0 ms',
      'info:   deployment still IN_PROGRESS after 1 m 00 s',
      'info:   deployment still IN_PROGRESS after 2 m 00 s',
      'info:   deployment COMPLETED after 2 m 30 s',
    ]);
  });

  test('a whole hour is looked at a bounded number of times', async () => {
    const controller = new AbortController();
    const { end, looks, clock, log } = watching('auto', [underway('IN_PROGRESS')], controller.signal);
    void clock.sleep(3_600_000).then(() => controller.abort(new Error('an hour')));
    await expect(end).rejects.toThrow('an hour');
    expect(looks()).toBeGreaterThan(250);
    expect(looks()).toBeLessThan(300);
    expect(log.lines.length).toBeLessThanOrEqual(61);
  });

  test('a failed look ends it', async () => {
    const { end } = watching('auto', [underway('IN_PROGRESS'), new Error('contact lost')]);
    await expect(end).rejects.toThrow('contact lost');
  });

  test('an interruption ends it with its own reason, and no further look', async () => {
    const controller = new AbortController();
    const { end, clock, looks } = watching(60_000, [underway('IN_PROGRESS')], controller.signal);
    const reason = new Error('cancelled');
    void clock.sleep(5_000).then(() => controller.abort(reason));
    await expect(end).rejects.toBe(reason);
    expect(looks()).toBe(1);
    expect(clock.now()).toBe(fakeClock().now() + 5_000);
  });
});
