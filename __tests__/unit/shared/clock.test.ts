import { describe, expect, jest, test } from '@jest/globals';
import { systemClock } from '../../../src/shared/clock.ts';
import { fakeClock, NEW_YEAR } from '../support/clock.ts';

const reason = new Error('enough');

describe.each([
  ['the clock of the system', systemClock],
  ['the clock of these tests', fakeClock()],
])('%s', (_, clock) => {
  test('wakes a sleeper', async () => {
    await expect(clock.sleep(1)).resolves.toBeUndefined();
    await expect(clock.sleep(0, new AbortController().signal)).resolves.toBeUndefined();
  });

  test('lets nobody fall asleep who is already interrupted', async () => {
    await expect(clock.sleep(1e9, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test('wakes early with the reason of the interruption', async () => {
    const controller = new AbortController();
    const sleep = clock.sleep(1e9, controller.signal);
    controller.abort(reason);
    await expect(sleep).rejects.toBe(reason);
  });

  test('rings an alarm that was not dropped, with its reason', async () => {
    const alarm = clock.alarm(1, () => reason);
    const dropped = clock.alarm(1, () => reason);
    dropped.cancel();
    await expect(clock.sleep(1e9, alarm.signal)).rejects.toBe(reason);
    expect(dropped.signal.aborted).toBe(false);
  });

  test('takes a month for longer than a moment', async () => {
    const controller = new AbortController();
    const month = clock.alarm(30 * 24 * 3_600_000, () => reason);
    const sleep = clock.sleep(30 * 24 * 3_600_000, controller.signal);
    await clock.sleep(2);
    controller.abort(reason);
    await expect(sleep).rejects.toBe(reason);
    expect(month.signal.aborted).toBe(false);
    month.cancel();
  });
});

test('the clock of these tests lets hours go by in order and in no time', async () => {
  const clock = fakeClock();
  const woken: number[] = [];
  await Promise.all(
    [3_600_000, 60_000, 7_200_000].map(async (ms) => {
      await clock.sleep(ms);
      woken.push(clock.now() - NEW_YEAR);
    }),
  );
  expect(woken).toEqual([60_000, 3_600_000, 7_200_000]);
});

test.each([7_200_000, -7_200_000])('a wall clock that leaps by %i ms moves no duration', async (leap) => {
  const began = systemClock.now();
  const { now } = Date;
  const wall = jest.spyOn(Date, 'now').mockImplementation(() => now() + leap);
  await systemClock.sleep(5);
  const passed = systemClock.now() - began;
  wall.mockRestore();
  expect(passed).toBeGreaterThanOrEqual(3);
  expect(passed).toBeLessThan(60_000);
});

test('the clock of the system reads what people read', () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(60_000);
});
