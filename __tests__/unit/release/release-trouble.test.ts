import { describe, expect, test } from '@jest/globals';
import { Interrupted, PollFailed } from '../../../src/release/outcome.ts';
import type { VersionHistory } from '../../../src/release/version-history.ts';
import { busy, ended, fakeTracker, play } from '../support/actors.ts';
import { fakeClock, NEW_YEAR } from '../support/clock.ts';

const HOUR = 3_600_000;
const refused = new PollFailed(
  { status: 'unknown', reason: 'Contact was lost.', advice: 'Check `token`.' },
  new Error('HTTP 401.'),
);

describe('a deployment under way', () => {
  test('that outlasts its time goes on, and that is said and recorded', async () => {
    const { result, diary, clock } = await play({ platform: { looks: [busy] } });
    expect(result.outcome).toMatchObject({
      status: 'timed-out',
      reason: 'The time limit of `timeout` was reached. Deployment d-1 goes on.',
    });
    expect(result.platformStatus).toBe('IN_PROGRESS');
    expect(clock.now()).toBe(NEW_YEAR + HOUR);
    expect(diary).toContain('bigpanda end timed-out');
    expect(diary.filter((line) => line === 'launch')).toHaveLength(1);
  });

  test('that is cancelled goes on, is recorded in haste, and its log is left alone', async () => {
    const clock = fakeClock();
    const controller = new AbortController();
    void clock.sleep(90_000).then(() => controller.abort(new Interrupted('cancel', 'Cancelled (SIGTERM).')));
    const { result, diary } = await play({
      clock,
      cancel: controller.signal,
      platform: { looks: [busy] },
      trackers: (lines, time) => [fakeTracker(lines, { end: (signal) => time.sleep(1e9, signal) })],
    });
    expect(result.outcome).toMatchObject({
      status: 'cancelled',
      reason: 'Cancelled (SIGTERM). Deployment d-1 goes on.',
    });
    expect(diary).not.toContain('log');
    expect(result.endedAt).toBe(NEW_YEAR + 90_000);
    expect(clock.now()).toBe(NEW_YEAR + 93_000);
    expect(diary.at(-1)).toMatch(/^journal \{"closed":false/);
  });

  test.each([1, 2, 30])('whose looks are refused %i times in a row is looked at again', async (times) => {
    const { result, log } = await play({
      platform: {
        looks: [busy, ...Array.from({ length: times }, () => refused), busy, refused, ended('succeeded')],
      },
    });
    expect(result.outcome.status).toBe('succeeded');
    const warnings = log.lines.filter((line) => line.startsWith('warning:'));
    expect(warnings).toEqual(
      times === 1
        ? []
        : [
            'warning: HTTP 401. The deployment continues. Its status is read until `timeout` ends. Check `token`.',
          ],
    );
    expect(log.lines).toContain('info:   HTTP 401. Trying again.');
  });

  test('whose looks are refused until its time is over ends with that, and with what was heard last', async () => {
    const { result, clock } = await play({ platform: { looks: [busy, refused] } });
    expect(result.outcome).toEqual({
      status: 'timed-out',
      reason: 'The time limit of `timeout` was reached. The last error: HTTP 401. Deployment d-1 goes on.',
      advice: expect.stringMatching(/^Check `token`. Wait for it with/),
    });
    expect(clock.now()).toBe(NEW_YEAR + HOUR);
  });

  test('that waits for a reviewer on purpose leaves its record in progress', async () => {
    const { result, diary } = await play({
      platform: { looks: [busy, ended('pending-review', 'PENDING_REVIEW')] },
    });
    expect(result.outcome.status).toBe('pending-review');
    expect(result.trackers['bigpanda']).toEqual({ started: 'sent', ended: 'skipped' });
    expect(diary.filter((line) => line.startsWith('bigpanda end'))).toEqual([]);
    expect(diary.at(-1)).toMatch(/^journal \{"closed":true/);
  });

  test.each([
    ['failed', 'FAILED'],
    ['rejected', 'REJECTED'],
    ['unknown', 'NEW_IN_V3'],
  ] as const)('that ends as %s is recorded so, and its log is fetched', async (status, word) => {
    const { result, diary } = await play({ platform: { looks: [ended(status, word)] } });
    expect(result).toMatchObject({
      outcome: { status },
      platformStatus: word,
      logExcerpt: 'Problems (0):\n',
    });
    expect(diary).toContain(`bigpanda end ${status}`);
  });
});

describe('a run that is cancelled while it is announced', () => {
  test('launches nothing, and ends what may be open', async () => {
    const clock = fakeClock();
    const controller = new AbortController();
    void clock.sleep(1_000).then(() => controller.abort(new Interrupted('cancel', 'Cancelled.')));
    const { result, diary } = await play({
      clock,
      cancel: controller.signal,
      trackers: (lines, time) => [fakeTracker(lines, { start: (signal) => time.sleep(1e9, signal) })],
    });
    expect(result.outcome).toEqual({ status: 'cancelled', reason: 'Cancelled. No deployment was started.' });
    expect(diary).not.toContain('launch');
    expect(diary).toContain('bigpanda end cancelled');
  });
});

describe('what must not cost a deployment', () => {
  test('trackers that answer nothing add their own time and take none of the timeout', async () => {
    const { result, clock } = await play({
      platform: { looks: [...Array.from({ length: 61 }, () => busy), ended('succeeded')] },
      trackers: (lines, time) => [
        fakeTracker(lines, {
          start: (signal) => time.sleep(1e9, signal),
          end: (signal) => time.sleep(1e9, signal),
        }),
      ],
    });
    // Sixty pauses of a minute would meet the timeout of an hour, if it had run meanwhile.
    expect(result.outcome.status).toBe('timed-out');
    expect(result.endedAt).toBe(NEW_YEAR + HOUR + 10_000);
    expect(clock.now()).toBe(NEW_YEAR + HOUR + 36_500);
  });

  test('trackers that answer nothing keep back the end for 30 s at most, views and all', async () => {
    const { result, clock } = await play({
      trackers: (lines, time) => {
        const silent = (signal: AbortSignal) => time.sleep(1e9, signal);
        const history: VersionHistory = {
          title: 'Deployments API',
          versionsByEnvironment: (_, signal) => silent(signal).then(() => undefined),
          promotionStatus: () => Promise.reject(new Error('nobody asked')),
          previousVersion: async () => undefined,
        };
        return [
          { ...fakeTracker(lines, { name: 'deployments-api' }), versionHistory: history },
          fakeTracker(lines, { end: silent }),
        ];
      },
    });
    expect(result.outcome.status).toBe('succeeded');
    expect(result.rows).toEqual({});
    expect(clock.now() - result.endedAt).toBe(30_000);
  });

  test('a tracker that cannot be notified is trouble and changes no status', async () => {
    const { result } = await play({
      trackers: (lines) => [
        fakeTracker(lines, {
          start: () => Promise.reject(new Error('no')),
          end: () => Promise.reject(new Error('no')),
        }),
      ],
    });
    expect(result.outcome.status).toBe('succeeded');
    expect(result.trackerTrouble).toEqual([
      'bigpanda was not notified of the start: no',
      'bigpanda was not notified of the end: no',
    ]);
  });

  test('a log that cannot be had is a warning', async () => {
    const { result, log } = await play({ platform: { log: () => Promise.reject(new Error('HTTP 404')) } });
    expect(result.outcome.status).toBe('succeeded');
    expect(result).not.toHaveProperty('logFile');
    expect(log.lines).toContain('warning: The log of Appian could not be fetched: HTTP 404');
  });

  test.each([
    ['succeeded', 2_000],
    ['failed', 10_000],
  ] as const)(
    'a log that never comes keeps the outcome %s back for %i ms, and ends after 30 s',
    async (status, waited) => {
      const clock = fakeClock();
      const { result, diary } = await play({
        clock,
        platform: {
          looks: [ended(status)],
          log: (_of, _file, signal) => clock.sleep(1e9, signal).then(() => ''),
        },
      });
      expect(result.outcome.status).toBe(status);
      expect(diary).toContain(`bigpanda end ${status}`);
      expect(clock.now()).toBe(NEW_YEAR + waited);
      await expect(result.late).resolves.toBe(
        'The log of Appian could not be fetched: it did not arrive within 30 s.',
      );
      expect(clock.now()).toBe(NEW_YEAR + 30_000);
    },
  );
});
