import { describe, expect, test } from '@jest/globals';
import { Halt } from '../../../src/release/outcome.ts';
import type { Inspection } from '../../../src/release/platform.ts';
import { busy, ended, go, play } from '../support/actors.ts';
import { NEW_YEAR } from '../support/clock.ts';
import { deployment } from '../support/release.ts';

const HOUR = 3_600_000;
const inspection: Inspection = {
  id: 'i-1',
  status: 'COMPLETED',
  errors: 0,
  warnings: 1,
  problems: [],
  counts: [],
};
const halt = (status: 'unknown' | 'error' | 'refused') => (): Promise<never> =>
  Promise.reject(new Halt({ status, reason: `It is ${status}.` }));

describe('a release that goes well', () => {
  test('runs in this order: prepare, announce, launch, watch, conclude', async () => {
    const { diary } = await play({ platform: { looks: [busy, ended('succeeded')] } });
    const accepted = JSON.stringify({ launch: 'accepted', deployment });
    expect(diary).toEqual([
      'prepare',
      'journal {"trackers":{"bigpanda":{"state":"asked"}}}',
      'bigpanda start',
      'journal {"trackers":{"bigpanda":{"state":"open","started":"sent"}}}',
      'journal {"launch":"asked"}',
      'launch',
      `journal ${accepted}`,
      'look',
      'look',
      'log',
      expect.stringMatching(/^journal \{"end":.*"status":"succeeded".*"endedAt":\d+\}\}$/),
      'bigpanda end succeeded',
      'journal {"trackers":{"bigpanda":{"state":"ended","started":"sent"}}}',
      'journal {"closed":true,"status":"succeeded"}',
    ]);
  });

  test('is accounted for', async () => {
    const { result, published, clock } = await play({
      platform: {
        prepare: async ({ noteInspection }) => {
          noteInspection({ ...inspection, status: 'IN_PROGRESS' });
          noteInspection(inspection);
          return go;
        },
        looks: [busy, ended('succeeded')],
      },
    });
    expect(result).toMatchObject({
      outcome: { status: 'succeeded' },
      inspection,
      deployment,
      platformStatus: 'COMPLETED',
      startedAt: NEW_YEAR,
      endedAt: NEW_YEAR + 60_000,
      logFile: 'out/deployment.log',
      logExcerpt: 'Problems (0):\n',
      trackers: { bigpanda: { started: 'sent', ended: 'sent' } },
    });
    expect(result.timeline.map(({ section, title, good }) => `${section} ${title} ${good}`)).toEqual([
      'Appian inspection true',
      'Appian deployment true',
      'bigpanda start true',
      'bigpanda end true',
    ]);
    expect(published).toEqual([JSON.stringify({ inspectionId: 'i-1' }), JSON.stringify({ deployment })]);
    expect(clock.armed()).toBe(0);
  });

  test('with warnings says so at the end', async () => {
    const warned = { kind: 'go', warned: true, reason: 'It expects 1 warning.' } as const;
    const { result } = await play({ platform: { prepare: async () => warned } });
    expect(result.outcome).toEqual({
      status: 'succeeded-with-warnings',
      reason: 'Appian: COMPLETED. It expects 1 warning.',
    });
  });

  test('warnings make no failure better', async () => {
    const warned = { kind: 'go', warned: true, reason: 'It expects 1 warning.' } as const;
    const { result } = await play({
      platform: { prepare: async () => warned, looks: [ended('failed', 'FAILED')] },
    });
    expect(result.outcome).toEqual({ status: 'failed', reason: 'Appian: FAILED.' });
  });
});

describe('an inspection alone', () => {
  test.each([
    [false, 'succeeded'],
    [true, 'succeeded-with-warnings'],
  ])('with warnings %p ends as %s, and nothing is launched or recorded', async (warned, status) => {
    const verdict = { kind: 'go', warned, reason: 'As expected.' } as const;
    const { result, diary } = await play({
      operation: 'inspect',
      platform: { prepare: async () => verdict },
    });
    expect(result.outcome).toEqual({ status, reason: 'As expected.' });
    expect(diary).toEqual(['prepare', `journal {"closed":true,"status":"${status}"}`]);
  });
});

const untouched = (status: string) => ['prepare', `journal {"closed":true,"status":"${status}"}`];

describe('a release that ends before the launch', () => {
  test('a verdict against it opens no record', async () => {
    const outcome = { status: 'inspection-failed', reason: '2 errors.' } as const;
    const { result, diary } = await play({ platform: { prepare: async () => ({ kind: 'stop', outcome }) } });
    expect(result.outcome).toBe(outcome);
    expect(result.trackers['bigpanda']).toEqual({ started: 'skipped', ended: 'skipped' });
    expect(diary).toEqual(untouched('inspection-failed'));
  });

  test('an inspection that fails opens no record', async () => {
    const { result, diary } = await play({ platform: { prepare: halt('error') } });
    expect(result.outcome.status).toBe('error');
    expect(diary).toEqual(untouched('error'));
  });

  test('time that runs out while it is inspected', async () => {
    const { result, diary, clock } = await play({
      platform: { prepare: ({ clock: time, signal }) => time.sleep(1e9, signal).then(() => go) },
    });
    expect(result.outcome).toEqual({
      status: 'timed-out',
      reason: 'The time limit of `timeout` was reached. No deployment was started.',
      advice: 'Set a longer `timeout`, then run this again.',
    });
    expect(clock.now()).toBe(NEW_YEAR + HOUR);
    expect(diary).toEqual(untouched('timed-out'));
  });

  test('a bug is an error and no exception', async () => {
    const { result } = await play({
      platform: { prepare: () => Promise.reject(new TypeError('x is no y')) },
    });
    expect(result.outcome.status).toBe('error');
    expect(result.outcome.reason).toContain('x is no y. No deployment was started.');
  });
});

describe('a launch', () => {
  test.each([
    ['unknown', 'asked'],
    ['error', 'asked'],
    ['refused', 'asked'],
  ] as const)('that ends as %s is over at once, and its record is ended', async (status, launch) => {
    const { result, diary } = await play({ platform: { launch: halt(status) } });
    expect(result.outcome.status).toBe(status);
    expect(result).not.toHaveProperty('deployment');
    expect(diary).toContain(`journal {"launch":"${launch}"}`);
    expect(diary).toContain(`bigpanda end ${status}`);
    expect(diary).not.toContain('look');
    expect(diary).not.toContain('log');
    expect(diary.at(-1)).toBe(`journal {"closed":true,"status":"${status}"}`);
  });

  test('during which time runs out leaves open whether it began', async () => {
    const { result, diary } = await play({
      platform: { launch: ({ clock, signal }) => clock.sleep(1e9, signal).then(() => deployment) },
    });
    expect(result.outcome.status).toBe('timed-out');
    expect(result.outcome.reason).toContain('it may or may not have started');
    expect(diary).toContain('bigpanda end timed-out');
  });

  test('that meets a bug leaves open whether it began', async () => {
    const { result } = await play({ platform: { launch: () => Promise.reject(new Error('a bug')) } });
    expect(result.outcome.status).toBe('unknown');
  });
});
