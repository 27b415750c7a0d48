import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { announcementOf } from '../../../src/release/announcement.ts';
import { TRACKERS_MS } from '../../../src/release/budgets.ts';
import { createDeadline } from '../../../src/release/deadline.ts';
import { chooseEarlier, findEarlierDeployment } from '../../../src/release/find-earlier.ts';
import { blankEntry, concerns, isUnfinished, type JournalEntry } from '../../../src/release/journal.ts';
import {
  formatMarker,
  localRun,
  parseMarker,
  type RunMarker,
  runStepOf,
} from '../../../src/release/run-marker.ts';
import { TrackerFailure } from '../../../src/release/tracker.ts';
import { type Diary, fakePlatform, fakeTracker, play } from '../support/actors.ts';
import { type FakeClock, fakeClock, NEW_YEAR } from '../support/clock.ts';
import { deployment, entry, plan, recordedLog } from '../support/release.ts';

const again = { ...plan, origin: { ...plan.origin, attempt: 3 } };
const resuming = { ...plan, operation: 'resume', origin: { ...plan.origin, job: 'later' } } as const;
const trace = (
  id: string | undefined,
  change: Partial<RunMarker['origin']> = {},
  fingerprint = plan.fingerprint,
) => ({
  origin: { ...plan.origin, ...change },
  fingerprint,
  ...(id !== undefined && { deploymentId: id }),
});

describe('the deployment that is meant', () => {
  test.each([
    ['of the last attempt', again, [trace('a', { attempt: 1 }), trace('b', { attempt: 2 })], 'b'],
    ['the newest of one attempt', again, [trace('new'), trace('old')], 'new'],
    ['none of this attempt itself', again, [trace('own', { attempt: 3 })], undefined],
    ['none of another run', again, [trace('x', { run: '8' })], undefined],
    ['none of another job', again, [trace('x', { job: 'other' })], undefined],
    ['none of another step', again, [trace('x', { step: 'other' })], undefined],
    ['none with other inputs', again, [trace('x', {}, 'f'.repeat(16))], undefined],
    ['none without an id', again, [trace(undefined)], undefined],
    ['none where there is nothing', again, [], undefined],
    ['to resume: of any job of the run', resuming, [trace('a')], 'a'],
    ['to resume: the one with the same inputs', resuming, [trace('x', {}, 'f'.repeat(16)), trace('a')], 'a'],
    ['to resume: the only one', resuming, [trace('x', {}, 'f'.repeat(16))], 'x'],
    ['to resume: none of another run', resuming, [trace('x', { run: '8' })], undefined],
    ['to resume outside of a run: none', { ...resuming, origin: localRun }, [trace('x')], undefined],
  ])('%s', (_, wanted, traces, id) => {
    expect(chooseEarlier(traces, wanted)[0]?.id).toBe(id);
  });

  const record = (tracker: string, isOpen: boolean) => ({ record: { tracker, id: `${tracker}-1`, isOpen } });

  test('has others beside it, of earlier attempts, newest first and each with its own records', () => {
    const traces = [
      { ...trace('old', { attempt: 1 }), ...record('github', true) },
      trace('new', { attempt: 2 }),
      { ...trace('new', { attempt: 2 }), ...record('github', false) },
      // Opened before the platform had answered.
      { ...trace(undefined, { attempt: 2 }), ...record('deployments-api', true) },
      { ...trace(undefined, { attempt: 2, job: 'other' }), ...record('bigpanda', true) },
    ];
    expect(chooseEarlier(traces, again)).toEqual([
      {
        id: 'new',
        from: 'attempt 2 of this run',
        records: [record('github', false).record, record('deployments-api', true).record],
      },
      { id: 'old', from: 'attempt 1 of this run', records: [record('github', true).record] },
    ]);
  });

  test('is asked for where several could be', () => {
    const traces = [trace('a', {}, '1'.repeat(16)), trace('b', {}, '2'.repeat(16))];
    expect(() => chooseEarlier(traces, resuming)).toThrow('This run has started several deployments: a, b.');
  });
});

describe('a trace', () => {
  const part = fc.string();
  test('is found again in any text, whatever the run is called', () => {
    fc.assert(
      fc.property(part, part, part, fc.nat(1e6), fc.string(), (run, job, step, attempt, around) => {
        fc.pre(!around.includes('lowcode-deploy/'));
        const own = { origin: runStepOf(run, attempt, job, step), fingerprint: '0123456789abcdef' };
        expect(parseMarker(`${around} ${formatMarker(own)} ${around}`)).toEqual(own);
      }),
    );
  });

  test('is nothing else', () => {
    fc.assert(fc.property(fc.string(), (text) => parseMarker(text) === undefined));
    expect(parseMarker('lowcode-deploy/7/x/deploy/step/0123456789abcdef')).toBeUndefined();
    expect(parseMarker('lowcode-deploy/7/1/deploy/step/short')).toBeUndefined();
  });
});

describe('a state that another process left', () => {
  const other = { ...plan, fingerprint: 'f'.repeat(16) };
  const elsewhere = { ...plan, origin: runStepOf('8', 1, 'deploy', 'step') };
  const local = { ...plan, origin: localRun };
  const done: Partial<JournalEntry> = { closed: true, status: 'succeeded', launch: 'accepted', deployment };
  test.each([
    ['of this step, ended', done, plan, undefined, true],
    ['of this step with other inputs', done, other, undefined, false],
    ['of another run, ended', done, elsewhere, undefined, false],
    ['of another run, not ended', { ...done, closed: false }, elsewhere, undefined, true],
    [
      'of another run, waiting for a reviewer',
      { ...done, status: 'pending-review' },
      elsewhere,
      undefined,
      true,
    ],
    [
      'of another run, with a plan left behind',
      { ...done, draft: { marker: 'm' } },
      elsewhere,
      undefined,
      true,
    ],
    ['to resume, begun', done, resuming, undefined, true],
    ['to resume, never begun', {}, resuming, undefined, false],
    ['to resume, with the id that is wanted', done, resuming, 'd-1', true],
    ['to resume, with another id', done, resuming, 'd-2', false],
  ] as const)('%s: concerns us: %p', (_, change, wanted, id, concerned) => {
    expect(concerns(entry(change), wanted, id)).toBe(concerned);
  });

  test('by hand: what was ended is no attempt of what comes next', () => {
    expect(concerns(entry({ ...done, plan: local }), local)).toBe(false);
    expect(concerns(entry({ ...done, closed: false, plan: local }), local)).toBe(true);
  });

  test.each([
    [entry(), true],
    [entry({ closed: true, status: 'failed' }), false],
    [entry({ closed: true, status: 'pending-review' }), true],
    [entry({ closed: true, draft: { marker: 'm' } }), true],
  ])('%# needs somebody to act: %p', (of, expected) => {
    expect(isUnfinished(of)).toBe(expected);
  });

  test('starts blank', () => {
    expect(blankEntry(plan, NEW_YEAR)).toEqual(entry());
  });
});

const run = (log: ReturnType<typeof recordedLog>) => ({
  clock: fakeClock(),
  log,
  signal: new AbortController().signal,
  pace: 'auto' as const,
  noteInspection: () => {},
  complete: () => {},
  keep: () => {},
});

describe('memory', () => {
  test('a tracker that cannot be asked costs nothing but a warning', async () => {
    const [diary, log]: [Diary, ReturnType<typeof recordedLog>] = [[], recordedLog()];
    const broken = fakeTracker(diary, { traces: new TrackerFailure('HTTP 500.', false, 'Check it.') });
    const github = fakeTracker(diary, { name: 'github', traces: [trace('d-9')] });
    const found = await findEarlierDeployment(
      {
        plan: again,
        platform: fakePlatform(diary),
        trackers: [broken, github],
        clock: fakeClock(),
        log,
        announcement: () => announcementOf(plan, NEW_YEAR),
        timeout: createDeadline(60_000, fakeClock()),
        trackerTime: createDeadline(TRACKERS_MS.start, fakeClock()),
      },
      run(log),
    );
    expect(found).toEqual([{ id: 'd-9', from: 'attempt 1 of this run', records: [] }]);
    expect(log.lines).toEqual([
      'warning: bigpanda could not be asked for earlier attempts: HTTP 500. Check it.',
    ]);
  });

  test("trackers that answer nothing take 7 s and none of the platform's time", async () => {
    const [diary, log, clock]: [Diary, ReturnType<typeof recordedLog>, FakeClock] = [
      [],
      recordedLog(),
      fakeClock(),
    ];
    const timeout = createDeadline(5_000, clock);
    const trackerTime = createDeadline(TRACKERS_MS.start, clock);
    const silent = {
      ...fakeTracker(diary),
      earlierMarkers: (_: unknown, signal: AbortSignal) => clock.sleep(1e9, signal).then(() => []),
    };
    const platform = {
      ...fakePlatform(diary),
      earlierMarkers: async () => {
        await clock.sleep(2_000);
        return [];
      },
    };
    timeout.start();
    const found = await findEarlierDeployment(
      {
        plan: again,
        platform,
        trackers: [silent],
        clock,
        log,
        announcement: () => announcementOf(plan, NEW_YEAR),
        timeout,
        trackerTime,
      },
      { ...run(log), clock, signal: timeout.signal },
    );
    expect(found).toEqual([]);
    expect(clock.now()).toBe(NEW_YEAR + 7_000);
    // The two seconds of the platform, and no more.
    expect(timeout.left()).toBe(3_000);
    expect(trackerTime.left()).toBe(3_000);
    expect(timeout.signal.aborted).toBe(false);
    await clock.sleep(2_999);
    expect(timeout.signal.aborted).toBe(false);
    await clock.sleep(1);
    expect(timeout.signal.aborted).toBe(true);
    expect(log.lines).toEqual([
      'warning: bigpanda could not be asked for earlier attempts: it did not answer within 7 s.',
    ]);
  });

  test('nobody is asked in a first attempt', async () => {
    const { diary } = await play({ trackers: (lines) => [fakeTracker(lines, { traces: [trace('d-9')] })] });
    expect(diary).not.toContain('bigpanda traces');
  });
});
