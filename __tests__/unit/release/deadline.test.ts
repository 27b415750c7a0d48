import { expect, test } from '@jest/globals';
import { createDeadline } from '../../../src/release/deadline.ts';
import { Interrupted } from '../../../src/release/outcome.ts';
import { fakeClock } from '../support/clock.ts';

test('time that is used up interrupts, with a reason that names the input', async () => {
  const clock = fakeClock();
  const allowance = createDeadline(60_000, clock);
  allowance.start();
  await clock.sleep(59_999);
  expect(allowance.signal.aborted).toBe(false);
  await clock.sleep(1);
  expect(allowance.signal.reason).toEqual(
    new Interrupted('timeout', 'The time limit of `timeout` was reached.'),
  );
});

test('time does not run before it is started', async () => {
  const clock = fakeClock();
  const allowance = createDeadline(1_000, clock);
  await clock.sleep(5_000);
  expect(allowance.signal.aborted).toBe(false);
});

test('held time is given back in full', async () => {
  const clock = fakeClock();
  const allowance = createDeadline(60_000, clock);
  allowance.start();
  await clock.sleep(20_000);
  allowance.pause();
  await clock.sleep(3_600_000);
  expect(allowance.signal.aborted).toBe(false);
  allowance.start();
  await clock.sleep(39_999);
  expect(allowance.signal.aborted).toBe(false);
  await clock.sleep(1);
  expect(allowance.signal.aborted).toBe(true);
});

test('holding leaves no timer behind', () => {
  const clock = fakeClock();
  const allowance = createDeadline(60_000, clock);
  allowance.start();
  expect(clock.armed()).toBe(1);
  allowance.pause();
  expect(clock.armed()).toBe(0);
});

test('starting twice and holding twice change nothing', async () => {
  const clock = fakeClock();
  const allowance = createDeadline(10_000, clock);
  allowance.pause();
  allowance.start();
  await clock.sleep(4_000);
  allowance.start();
  allowance.pause();
  allowance.pause();
  allowance.start();
  expect(clock.armed()).toBe(1);
  await clock.sleep(5_999);
  expect(allowance.signal.aborted).toBe(false);
  await clock.sleep(1);
  expect(allowance.signal.aborted).toBe(true);
});
