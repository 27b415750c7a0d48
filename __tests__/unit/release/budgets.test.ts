import { expect, test } from '@jest/globals';
import {
  ABORT_MS,
  CODE_QUALITY_MS,
  DISCARD_MS,
  FOLLOW_UPS_MS,
  HISTORY_MS,
  LAST_LOOK_MS,
  LOG_MS,
  POST_WATCH_MS,
  TRACKER_PATIENCE_MS,
  TRACKERS_MS,
} from '../../../src/release/budgets.ts';

const { start, lookUp, end, view } = TRACKERS_MS;

test('trackers add 10 s at the start, and looking for earlier records leaves some of it', () => {
  expect(start).toBe(10_000);
  expect(start - lookUp).toBeGreaterThanOrEqual(3_000);
});

test('trackers add 30 s at the end: a view, the ends with their last moment, a view', () => {
  expect(view.before + end.normal.all + view.after).toBeLessThanOrEqual(30_000);
});

test('after a cancel everything is done before SIGTERM follows in 7.5 s and SIGKILL in 10 s', () => {
  const report = 500;
  const { haste } = DISCARD_MS;
  const left = Math.max(ABORT_MS.haste, LAST_LOOK_MS.haste);
  const all = haste + left + end.urgent.all + report;
  expect(all).toBeLessThanOrEqual(7_500);
  expect(all).toBeLessThan(10_000);
});

test('the post phase needs no minute, with two seconds for what it loads and writes', () => {
  expect(DISCARD_MS.afterwards + FOLLOW_UPS_MS.post + end.normal.all + 2_000).toBeLessThanOrEqual(60_000);
  expect(POST_WATCH_MS).toBeLessThan(FOLLOW_UPS_MS.post);
});

test('the log delays the outcome for 10 s at most, and the end of the step for 30 s', () => {
  const { fetch, outcomeWaits } = LOG_MS;
  expect(Math.max(outcomeWaits.green, outcomeWaits.red)).toBeLessThanOrEqual(10_000);
  expect(fetch).toBeLessThanOrEqual(30_000);
});

test('the code quality adds nothing to the records, and less to the end of the step than they may', () => {
  expect(CODE_QUALITY_MS).toBeLessThanOrEqual(5_000);
  expect(CODE_QUALITY_MS).toBeLessThan(end.normal.all);
});

test('a version history adds 30 s at most', () => {
  expect(Math.max(...Object.values(HISTORY_MS))).toBeLessThanOrEqual(30_000);
});

test('the last refusal is reported before the time is up', () => {
  expect(TRACKER_PATIENCE_MS.end).toBeLessThan(end.normal.all - end.normal.lastMoment);
  expect(TRACKER_PATIENCE_MS.markers).toBeLessThan(lookUp);
  for (const { lastMoment, all } of Object.values(end)) expect(lastMoment).toBeLessThan(all / 2);
});
