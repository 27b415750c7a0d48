import { describe, expect, test } from '@jest/globals';
import type { JournalEntry } from '../../../src/release/journal.ts';
import { release } from '../../../src/release/release.ts';
import type { RunMarker } from '../../../src/release/run-marker.ts';
import { TrackerFailure } from '../../../src/release/tracker.ts';
import {
  busy,
  type Diary,
  ended,
  type FakeTracker,
  fakeJournal,
  fakePlatform,
  fakeTracker,
  type PlatformScript,
} from '../support/actors.ts';
import { fakeClock } from '../support/clock.ts';
import { deployment, entry, plan, recordedLog } from '../support/release.ts';

const trace = (id: string, attempt: number, record?: RunMarker['record']): RunMarker => ({
  origin: { ...plan.origin, attempt },
  fingerprint: plan.fingerprint,
  deploymentId: id,
  ...(record && { record }),
});
const github = (id: string, isOpen: boolean) => ({ tracker: 'github', id, isOpen });

interface Scene {
  readonly platform: PlatformScript;
  readonly trackers: (diary: Diary) => readonly FakeTracker[];
  readonly earlier?: JournalEntry;
}

/** Runs the third attempt of a run. */
async function again({ platform, trackers, earlier }: Scene) {
  const [diary, log, clock]: [Diary, ReturnType<typeof recordedLog>, ReturnType<typeof fakeClock>] = [
    [],
    recordedLog(),
    fakeClock(),
  ];
  const journal = fakeJournal(diary);
  const result = await release({
    plan: { ...plan, origin: { ...plan.origin, attempt: 3 } },
    startedAt: clock.now(),
    platform: fakePlatform(diary, platform),
    trackers: trackers(diary),
    clock,
    log,
    journal,
    cancel: new AbortController().signal,
    timeoutMs: 3_600_000,
    pace: 60_000,
    logFile: 'out/deployment.log',
    publish: () => {},
    complete: (known, details) => ({ ...known, ...details }),
    onTimeout: 'leave',
    onCancel: 'abort',
    ...(earlier && { earlier, stateFile: 'state.json' }),
  });
  const last = {};
  for (const change of journal.changes) Object.assign(last, change);
  return { result, diary: diary.filter((line) => !line.startsWith('journal')), log, last };
}

describe('several attempts that have begun a deployment each', () => {
  const trackers = (diary: Diary) => [
    fakeTracker(diary),
    fakeTracker(diary, {
      name: 'github',
      traces: [trace('old', 1, github('g-1', true)), trace('new', 2, github('g-2', true))],
    }),
  ];

  test('the newest that is under way is joined, and the record of one that is over is ended', async () => {
    const { result, diary } = await again({
      platform: {
        traces: [trace('new', 2), trace('old', 1)],
        looks: [busy, ended('failed'), ended('succeeded')],
      },
      trackers,
    });
    expect(result.outcome.status).toBe('succeeded');
    expect(result.deployment?.id).toBe('old');
    expect(diary).toEqual([
      'github traces',
      'attach old',
      'look',
      'attach new',
      'look',
      'github end g-2 failed',
      // What the platform says of it is read last.
      'attach old',
      'look',
      'log',
      'bigpanda end succeeded',
      'github end g-1 succeeded',
    ]);
  });

  test('all that are over are ended, each with its own end, before a new one begins', async () => {
    const { diary } = await again({
      platform: {
        traces: [trace('new', 2), trace('old', 1)],
        looks: [ended('failed'), ended('succeeded'), ended('succeeded')],
      },
      trackers,
    });
    expect(diary.filter((line) => /end|start|launch/.test(line))).toEqual([
      'github end g-1 failed',
      'github end g-2 succeeded',
      'bigpanda start',
      'github start',
      'launch',
      'bigpanda end succeeded',
      'github end succeeded',
    ]);
  });
});

describe('a deployment under way whose records a post phase has ended', () => {
  const platform = { traces: [trace('d-1', 2)], looks: [busy, ended('succeeded')] };

  test('is joined: a record that can be changed gets the true end, and an event is not sent twice', async () => {
    const { result, diary } = await again({
      platform,
      trackers: (diary) => [
        fakeTracker(diary),
        fakeTracker(diary, { name: 'github', traces: [trace('d-1', 2, github('g-1', false))] }),
      ],
    });
    expect(result.outcome.status).toBe('succeeded');
    expect(diary.filter((line) => /end|start/.test(line))).toEqual(['github end g-1 succeeded']);
  });

  test('is joined: where nothing shows whether it was ended, the end is sent', async () => {
    const { diary } = await again({ platform, trackers: (diary) => [fakeTracker(diary)] });
    expect(diary.filter((line) => /end|start/.test(line))).toEqual(['bigpanda end succeeded']);
  });
});

describe('an earlier release whose end a tracker refuses again', () => {
  const refusal = new TrackerFailure('HTTP 403.', true, 'Check the token.');
  const earlier = entry({
    trackers: { bigpanda: { state: 'asked', started: 'sent' } },
    launch: 'accepted',
    deployment,
    end: { outcome: { status: 'succeeded', reason: 'Done.' }, endedAt: 1 },
  });
  const refusing = (times: number) => (diary: Diary) => {
    let left = times;
    const end = async () => {
      if (left-- > 0) throw refusal;
    };
    return [fakeTracker(diary, { end })];
  };
  const confirms: PlatformScript = {
    prepare: async () => ({ kind: 'stop', outcome: { status: 'succeeded', reason: 'It runs already.' } }),
  };

  test('is sent it once more at the end of a run that deploys nothing', async () => {
    const { result, diary, last } = await again({ platform: confirms, trackers: refusing(1), earlier });
    expect(result.outcome.status).toBe('succeeded');
    expect(result.deployment).toBeUndefined();
    expect(diary.filter((line) => line.includes('end'))).toEqual([
      'bigpanda end succeeded',
      'bigpanda end succeeded',
    ]);
    expect(last).toMatchObject({ closed: true, trackers: { bigpanda: { state: 'ended' } } });
  });

  test('stays in the state for the next run where it is refused then, too', async () => {
    const { last } = await again({ platform: confirms, trackers: refusing(2), earlier });
    expect(last).toMatchObject({
      closed: false,
      trackers: { bigpanda: { state: 'asked', started: 'sent' } },
      end: { outcome: { status: 'succeeded' } },
    });
    // Nothing of this release was written over it.
    expect(last).not.toHaveProperty('plan');
  });

  test('gives way to the records of a new deployment', async () => {
    const { diary, last } = await again({ platform: {}, trackers: refusing(1), earlier });
    expect(diary.filter((line) => /end|start|launch/.test(line))).toEqual([
      'bigpanda end succeeded',
      'bigpanda start',
      'launch',
      'bigpanda end succeeded',
    ]);
    expect(last).toMatchObject({
      closed: true,
      launch: 'accepted',
      trackers: { bigpanda: { state: 'ended' } },
    });
  });
});
