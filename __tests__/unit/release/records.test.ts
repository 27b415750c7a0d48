import { describe, expect, test } from '@jest/globals';
import { announcementOf } from '../../../src/release/announcement.ts';
import { TRACKERS_MS } from '../../../src/release/budgets.ts';
import { createDeadline } from '../../../src/release/deadline.ts';
import type { RecordNotes } from '../../../src/release/journal.ts';
import type { Outcome } from '../../../src/release/outcome.ts';
import type { Deployment } from '../../../src/release/platform.ts';
import { deliveryOf } from '../../../src/release/record-keeper.ts';
import { createRecords, type Records } from '../../../src/release/records.ts';
import { type Conclusion, TrackerFailure } from '../../../src/release/tracker.ts';
import { type Diary, type FakeTracker, fakeJournal, fakeTracker } from '../support/actors.ts';
import { type FakeClock, fakeClock, NEW_YEAR } from '../support/clock.ts';
import { plan, type RecordedLog, recordedLog } from '../support/release.ts';

const succeeded: Outcome = { status: 'succeeded', reason: 'Appian deployed it.' };
const success = { outcome: succeeded, endedAt: NEW_YEAR + 5_000 };
const cancelled = { outcome: { status: 'cancelled', reason: 'Cancelled.' }, endedAt: NEW_YEAR } as const;
const never = new AbortController().signal;
const refusal = new TrackerFailure('BigPanda answered HTTP 401.', true, 'Check `bigpanda-token`.');
const loss = new TrackerFailure('The connection broke.', false, 'Check the network.');

/** The end as it is noted before trackers are sent it. */
const noted = `journal ${JSON.stringify({ end: success })}`;

type Script = Parameters<typeof fakeTracker>[1];

interface Keeping {
  readonly records: Records;
  readonly diary: Diary;
  readonly log: RecordedLog;
  readonly clock: FakeClock;
  readonly trackers: readonly FakeTracker[];
}

function keep(
  scripts: (clock: FakeClock) => readonly Script[],
  earlier?: RecordNotes,
  leftMs: number = TRACKERS_MS.start,
): Keeping {
  const [clock, log, diary]: [FakeClock, RecordedLog, Diary] = [fakeClock(), recordedLog(), []];
  const trackers = scripts(clock).map((script) => fakeTracker(diary, script));
  const records = createRecords({
    announcement: () => announcementOf(plan, NEW_YEAR),
    trackers,
    clock,
    log,
    journal: fakeJournal(diary),
    trackerTime: createDeadline(leftMs, clock),
    ...(earlier && { earlier }),
  });
  return { records, diary, log, clock, trackers };
}

function fail(error: Error): () => Promise<void> {
  return async () => {
    throw error;
  };
}
const slow = (clock: FakeClock) => () => clock.sleep(4_000);
const silent = (clock: FakeClock) => (signal: AbortSignal) => clock.sleep(1e9, signal);

describe('a record', () => {
  test('is neither opened nor ended by a run that was cancelled before', async () => {
    const { records, diary } = keep(() => [{}]);
    await records.open(AbortSignal.abort());
    await records.end({ ...success, outcome: cancelled.outcome }, 'urgent');
    expect(diary).toEqual(['journal {"closed":true,"status":"cancelled"}']);
  });

  test('is noted before it is asked for, opened, ended, and then nothing is left to do', async () => {
    const { records, diary, log } = keep(() => [{}]);
    await records.open(never);
    await records.end(success, 'normal');
    expect(diary).toEqual([
      'journal {"trackers":{"bigpanda":{"state":"asked"}}}',
      'bigpanda start',
      'journal {"trackers":{"bigpanda":{"state":"open","started":"sent"}}}',
      noted,
      'bigpanda end succeeded',
      'journal {"trackers":{"bigpanda":{"state":"ended","started":"sent"}}}',
      'journal {"closed":true,"status":"succeeded"}',
    ]);
    expect(records.deliveries['bigpanda']).toEqual({ started: 'sent', ended: 'sent' });
    expect(log.lines).toEqual(['info: bigpanda: start recorded.', 'info: bigpanda: end recorded.']);
    expect(records.trouble).toEqual([]);
    expect(records.timeline.map(({ title, good }) => [title, good])).toEqual([
      ['start', true],
      ['end', true],
    ]);
  });

  test('in a tracker that records only ends has no start, and its end is due once the others are opened', async () => {
    const { records, diary, log } = keep(() => [{ onlyEnds: () => true }]);
    await records.open(never);
    expect(records.deliveries['bigpanda']).toEqual({ started: 'skipped', ended: 'skipped' });
    expect(records.isOpen).toBe(true);
    await records.end(success, 'normal');
    expect(diary).toEqual([
      'journal {"trackers":{"bigpanda":{"state":"asked"}}}',
      'journal {"trackers":{"bigpanda":{"state":"open","started":"skipped"}}}',
      noted,
      'bigpanda end succeeded',
      'journal {"trackers":{"bigpanda":{"state":"ended","started":"skipped"}}}',
      'journal {"closed":true,"status":"succeeded"}',
    ]);
    expect(records.deliveries['bigpanda']).toEqual({ started: 'skipped', ended: 'sent' });
    expect(log.lines).toEqual(['info: bigpanda: end recorded.']);
  });

  test('of an end that the tracker does not record is skipped, and nothing is left to do', async () => {
    const onlyEnds = ({ outcome }: Conclusion): boolean => outcome.status === 'succeeded';
    const { records, diary, log } = keep(() => [{ onlyEnds }]);
    await records.open(never);
    await records.end(cancelled, 'urgent');
    expect(diary.slice(-2)).toEqual([
      'journal {"trackers":{"bigpanda":{"state":"skipped","started":"skipped"}}}',
      'journal {"closed":true,"status":"cancelled"}',
    ]);
    expect(records.deliveries['bigpanda']).toEqual({ started: 'skipped', ended: 'skipped' });
    expect(deliveryOf({ state: 'skipped', started: 'skipped' })).toEqual(records.deliveries['bigpanda']);
    expect([log.lines, records.trouble, records.timeline]).toEqual([[], [], []]);
  });

  test('without a start is no slow one', async () => {
    const { records, log } = keep((clock) => [
      { onlyEnds: () => true, name: 'datadog' },
      { start: silent(clock) },
    ]);
    await records.open(never);
    expect(log.lines).toEqual([expect.stringMatching(/^info: bigpanda has not answered within the 10 s /)]);
  });

  test('that was refused is not ended, and a person must act', async () => {
    const { records, diary, log } = keep(() => [{ start: fail(refusal) }]);
    await records.open(never);
    await records.end(success, 'normal');
    expect(diary.filter((line) => line.includes('end succeeded'))).toEqual([]);
    expect(diary.slice(-2)).toEqual([
      'journal {"trackers":{"bigpanda":{"state":"refused","started":"failed"}}}',
      'journal {"closed":true,"status":"succeeded"}',
    ]);
    expect(records.deliveries['bigpanda']).toEqual({ started: 'failed', ended: 'skipped' });
    const sentence =
      'bigpanda was not notified of the start: BigPanda answered HTTP 401. Check `bigpanda-token`.';
    expect(log.lines).toEqual([`error: ${sentence}`]);
    expect(records.trouble).toEqual([sentence]);
  });

  test('whose start was lost may be open, and is ended', async () => {
    const { records, diary, log } = keep(() => [{ start: fail(loss) }]);
    await records.open(never);
    await records.end(success, 'normal');
    expect(diary).toContain('bigpanda end succeeded');
    expect(diary.at(-1)).toBe('journal {"closed":true,"status":"succeeded"}');
    expect(records.deliveries['bigpanda']).toEqual({ started: 'failed', ended: 'sent' });
    expect(log.lines[0]).toMatch(/^warning: bigpanda was not notified of the start: The connection broke/);
  });

  test.each([
    ['lost', loss],
    ['refused', refusal],
  ])('whose end was %s stays open in the journal, for another process to end', async (_, error) => {
    const { records, diary } = keep(() => [{ end: fail(error) }]);
    await records.open(never);
    await records.end(success, 'normal');
    expect(records.deliveries['bigpanda']).toEqual({ started: 'sent', ended: 'failed' });
    expect(diary.slice(-2)).toEqual([
      'journal {"trackers":{"bigpanda":{"state":"asked","started":"sent"}}}',
      'journal {"closed":false,"status":"succeeded"}',
    ]);
  });

  test('that is left in progress on purpose is sent nothing, and no process ends it later', async () => {
    const { records, diary } = keep(() => [{}]);
    await records.open(never);
    await records.leave();
    expect(diary.at(-1)).toBe('journal {"closed":true,"status":"pending-review"}');
    expect(records.deliveries['bigpanda']).toEqual({ started: 'sent', ended: 'skipped' });
  });

  test('is ended at the moment when the deployment ended', async () => {
    const { records, trackers, clock } = keep(() => [{}]);
    await records.open(never);
    await clock.sleep(5_000);
    await records.end(success, 'normal');
    expect(trackers[0]?.conclusions).toEqual([{ outcome: succeeded, endedAt: NEW_YEAR + 5_000 }]);
  });
});

describe('several trackers', () => {
  test('are notified at the same time, and none waits for another', async () => {
    const { records, clock } = keep((time) => [
      { start: slow(time), end: slow(time) },
      { name: 'github', start: slow(time), end: slow(time) },
    ]);
    await records.open(never);
    expect(clock.now()).toBe(NEW_YEAR + 4_000);
    await records.end(success, 'normal');
    expect(clock.now()).toBe(NEW_YEAR + 8_000);
  });

  test('are judged one by one', async () => {
    const { records, diary } = keep(() => [
      { start: fail(refusal) },
      { name: 'github' },
      { name: 'deployments-api', start: fail(loss) },
    ]);
    await records.open(never);
    await records.end(success, 'normal');
    expect(diary.filter((line) => line.includes(' end '))).toEqual([
      'github end succeeded',
      'deployments-api end succeeded',
    ]);
    expect(records.deliveries).toEqual({
      bigpanda: { started: 'failed', ended: 'skipped' },
      github: { started: 'sent', ended: 'sent' },
      'deployments-api': { started: 'failed', ended: 'sent' },
    });
  });

  test('where there are none, nothing is noted and nothing is sent', async () => {
    const { records, diary, clock } = keep(() => []);
    await records.open(never);
    await records.end(success, 'normal');
    expect(diary).toEqual(['journal {"closed":true,"status":"succeeded"}']);
    expect(clock.armed()).toBe(0);
  });
});

describe('a tracker that does not answer', () => {
  test('gets 10 s at the start', async () => {
    const { records, clock, log } = keep((time) => [{ start: silent(time) }]);
    await records.open(never);
    expect(clock.now()).toBe(NEW_YEAR + 10_000);
    expect(log.lines).toEqual([
      'info: bigpanda has not answered within the 10 s that trackers may take at the start: continuing without it.',
    ]);
    expect(records.trouble).toEqual([]);
  });

  test('gets what is left of them where some were used before', async () => {
    const { records, clock } = keep((time) => [{ start: silent(time) }], undefined, 4_000);
    await records.open(never);
    expect(clock.now()).toBe(NEW_YEAR + 4_000);
  });

  test('gets none where all were used before, and still is notified of the start meanwhile', async () => {
    const { records, clock, diary } = keep((time) => [{ start: () => time.sleep(100) }], undefined, 0);
    await clock.sleep(1);
    await records.open(never);
    await clock.sleep(200);
    expect(diary.at(-1)).toBe('journal {"trackers":{"bigpanda":{"state":"open","started":"sent"}}}');
  });

  test('of an earlier release gets what is left of them before the next one begins', async () => {
    const { records, clock } = keep((time) => [{ end: silent(time) }], { bigpanda: { state: 'open' } });
    const time = createDeadline(3_000, clock);
    await records.endEarlier({ outcome: succeeded }, time);
    expect(clock.now()).toBe(NEW_YEAR + 3_000);
    expect(time.left()).toBe(0);
    expect(clock.armed()).toBe(0);
  });

  test('is notified while the deployment goes on, and that is noted', async () => {
    const { records, clock, diary } = keep((time) => [{ start: () => time.sleep(60_000) }]);
    await records.open(never);
    await clock.sleep(120_000);
    expect(diary.at(-1)).toBe('journal {"trackers":{"bigpanda":{"state":"open","started":"sent"}}}');
    await records.end(success, 'normal');
    expect(records.deliveries['bigpanda']).toEqual({ started: 'sent', ended: 'sent' });
  });

  test('has a last moment when the deployment ends, and then gets the end all the same', async () => {
    const { records, clock, diary } = keep((time) => [{ start: silent(time) }]);
    await records.open(never);
    await records.end(success, 'normal');
    expect(clock.now()).toBe(NEW_YEAR + 11_000);
    expect(diary).toContain('bigpanda end succeeded');
    expect(records.trouble).toEqual([
      'bigpanda was not notified of the start: the deployment had ended before it answered.',
    ]);
    expect(clock.armed()).toBe(0);
  });

  test.each([
    [false, 26.5],
    [true, 3],
  ])('gets a bounded time at the end; in haste %p: %d s', async (haste, seconds) => {
    const { records, clock } = keep((time) => [{ end: silent(time) }]);
    await records.open(never);
    await records.end(success, haste ? 'urgent' : 'normal');
    expect(clock.now()).toBe(NEW_YEAR + seconds * 1000);
    expect(records.deliveries['bigpanda']?.ended).toBe('failed');
    expect(clock.armed()).toBe(0);
  });

  test('is not waited for when the run is cancelled, and still gets the end', async () => {
    const controller = new AbortController();
    const { records, clock, diary } = keep((time) => [{ start: silent(time) }]);
    void clock.sleep(2_000).then(() => controller.abort(new Error('cancelled')));
    await records.open(controller.signal);
    expect(clock.now()).toBe(NEW_YEAR + 2_000);
    await records.end(cancelled, 'urgent');
    expect(diary).toContain('bigpanda end cancelled');
  });
});

test('a start that is in progress when the run is cancelled arrives before the end', async () => {
  const controller = new AbortController();
  const { records, clock, diary } = keep((time) => [{ start: (signal) => time.sleep(300, signal) }]);
  void clock.sleep(100).then(() => controller.abort(new Error('cancelled')));
  await records.open(controller.signal);
  expect(clock.now()).toBe(NEW_YEAR + 100);
  await records.end(cancelled, 'urgent');
  expect(clock.now()).toBe(NEW_YEAR + 300);
  expect(records.deliveries['bigpanda']).toEqual({ started: 'sent', ended: 'sent' });
  expect(diary.filter((line) => line.startsWith('bigpanda'))).toEqual([
    'bigpanda start',
    'bigpanda end cancelled',
  ]);
});

describe('progress that is being sent when the run is cancelled', () => {
  const deployment: Deployment = { id: 'one', url: 'https://example.com/one', acceptedAt: NEW_YEAR };

  test.each([
    ['is heard before the end, so that it cannot come after it', 200, 200, []],
    ['is given up after a moment', 60_000, 500, ['bigpanda was not notified of the progress: ']],
  ])('%s', async (_, takesMs, waitedMs, trouble) => {
    let toldAt = Number.NaN;
    const { records, clock } = keep((time) => [
      {
        began: (signal) => time.sleep(takesMs, signal),
        end: async () => void (toldAt = time.now()),
      },
    ]);
    await records.open(never);
    records.began(deployment);
    await records.end(cancelled, 'urgent');
    expect(toldAt).toBe(NEW_YEAR + waitedMs);
    expect(clock.armed()).toBe(0);
    expect(records.trouble.map((sentence) => sentence.slice(0, 43))).toEqual(trouble);
  });
});

describe('records of an earlier process', () => {
  test.each([
    ['asked', true, { started: 'failed', ended: 'sent' }],
    ['open', true, { started: 'sent', ended: 'sent' }],
    ['refused', false, { started: 'failed', ended: 'skipped' }],
    ['ended', false, { started: 'sent', ended: 'sent' }],
  ] as const)('that were %s are ended now: %p', async (state, told, delivery) => {
    const { records, diary } = keep(() => [{}], { bigpanda: { state } });
    await records.end(success, 'normal');
    expect(diary.includes('bigpanda end succeeded')).toBe(told);
    expect(records.deliveries['bigpanda']).toEqual(delivery);
    expect(diary.at(-1)).toBe('journal {"closed":true,"status":"succeeded"}');
  });

  test('that were not requested are not ended', async () => {
    const { records, diary } = keep(() => [{}], {});
    await records.end(success, 'normal');
    expect(diary).toEqual(['journal {"closed":true,"status":"succeeded"}']);
  });
});
