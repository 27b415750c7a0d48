import { describe, expect, test } from '@jest/globals';
import { blankEntry, type JournalEntry } from '../../../src/release/journal.ts';
import type { Outcome } from '../../../src/release/outcome.ts';
import type { Deployment } from '../../../src/release/platform.ts';
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
  readonly keepsSuccess?: boolean;
  /** Receives the lines while the run goes on; a new one unless given. */
  readonly diary?: Diary;
}

/** Runs the third attempt of a run. */
async function again({ platform, trackers, earlier, keepsSuccess, diary = [] }: Scene) {
  const [log, clock] = [recordedLog(), fakeClock()];
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
    ...(keepsSuccess && { keepsSuccess }),
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

describe('a release that keeps a success', () => {
  const trackers = (diary: Diary) => [fakeTracker(diary)];
  const earlier = entry({
    trackers: { bigpanda: { state: 'ended', started: 'sent' } },
    launch: 'accepted',
    deployment,
    closed: true,
    status: 'succeeded',
  });
  const run = (platform: PlatformScript, more: Partial<Scene> = {}) =>
    again({ platform, trackers, earlier, keepsSuccess: true, ...more });

  test('deploys nothing and sends nothing if the platform confirms it', async () => {
    const { result, diary, last } = await run({ looks: [ended('succeeded')] });
    expect(result).toMatchObject({ outcome: { status: 'succeeded' }, deployment, kept: true });
    expect(diary.filter((line) => /launch|start|end|prepare/.test(line))).toEqual([]);
    expect(last).toMatchObject({ closed: true, status: 'succeeded' });
  });

  test.each([
    ['the platform reports a failure', { looks: [ended('failed'), ended('succeeded')] }, {}],
    [
      'it is not asked to keep it',
      { looks: [ended('succeeded'), ended('succeeded')] },
      { keepsSuccess: false },
    ],
  ] as const)('deploys anew if %s', async (_, platform, more) => {
    const { result, diary } = await run(platform, more);
    expect(result).not.toHaveProperty('kept');
    expect(diary).toContain('launch');
  });

  test('keeps no older success if a newer attempt has failed', async () => {
    const { result, diary } = await again({
      platform: {
        traces: [trace('new', 2), trace('old', 1)],
        looks: [ended('succeeded'), ended('failed'), ended('succeeded')],
      },
      trackers,
      keepsSuccess: true,
    });
    expect(result).not.toHaveProperty('kept');
    expect(diary).toContain('launch');
  });

  test('ends the records that a killed run has left open, with its true end', async () => {
    const open = entry({
      trackers: { bigpanda: { state: 'open', started: 'sent' } },
      launch: 'accepted',
      deployment,
    });
    const { diary } = await run({ looks: [ended('succeeded')] }, { earlier: open });
    expect(diary.filter((line) => /launch|start|end/.test(line))).toEqual(['bigpanda end succeeded']);
  });
});

describe('the records that an earlier release left, and a green repetition', () => {
  const done: Outcome = { status: 'succeeded', reason: 'Done.' };
  const partial = {
    phase: 'over',
    status: 'Finished',
    result: { outcome: { status: 'failed', reason: 'Not started: B.' }, counts: [], isPartial: true },
  } as const;
  /** The target has the version. */
  const there = {
    prepare: async () => ({ kind: 'stop', outcome: done }),
  } satisfies PlatformScript;
  const lastRequest = { marker: '', request: 'the next one' };
  /** Where the last request is looked for, it has started this one. */
  const findsIt = async (): Promise<Deployment> => ({ ...deployment, id: 'd-2' });
  const finds = { discard: findsIt };
  const begun = { launch: 'accepted', deployment } as const;
  const lost = { launch: 'asked', draft: lastRequest } as const;
  const endedAs = (status: Outcome['status']) =>
    ({ closed: true, status, end: { outcome: { status, reason: 'As saved.' }, endedAt: 1 } }) as const;

  interface Row {
    readonly left: Partial<JournalEntry>;
    readonly platform: PlatformScript;
    /** The ends and starts that a tracker gets whose record is open or can be changed. */
    readonly expected: readonly string[];
  }

  const rows: Readonly<Record<string, Row>> = {
    'all operations ended': {
      left: begun,
      platform: { ...there, looks: [ended('succeeded')] },
      expected: ['end succeeded'],
    },
    'the operation goes on': {
      left: begun,
      platform: { looks: [busy, ended('succeeded')] },
      expected: ['end succeeded'],
    },
    'the operation failed, and the target has the version': {
      left: begun,
      platform: { ...there, looks: [ended('failed')] },
      expected: ['end failed'],
    },
    'the answer was lost, and the operation has ended': {
      left: lost,
      platform: { ...there, ...finds, looks: [ended('succeeded')] },
      expected: ['end succeeded'],
    },
    'the answer was lost, and the operation goes on': {
      left: lost,
      platform: { ...finds, looks: [busy, ended('succeeded')] },
      expected: ['end succeeded'],
    },
    'the answer was lost, no operation is found, and the target has the version': {
      left: lost,
      platform: { ...there, discard: async () => 'absent' },
      expected: ['end succeeded'],
    },
    'the answer was lost, and nothing was deployed': {
      left: lost,
      platform: { discard: async () => 'absent' },
      expected: ['end cancelled', 'start', 'end succeeded'],
    },
    'nothing was asked for, and the target has the version': {
      left: {},
      platform: there,
      expected: ['end succeeded'],
    },
    'the last of several has ended, and its answer was lost': {
      left: { ...begun, draft: lastRequest },
      platform: { ...there, ...finds, looks: [ended('succeeded')] },
      expected: ['end succeeded'],
    },
    'one of several has ended, and the target has the others': {
      left: begun,
      platform: { ...there, looks: [partial] },
      expected: ['end succeeded'],
    },
    'one of several has ended after this run joined it, and the target has the others': {
      left: begun,
      platform: { ...there, looks: [busy, partial] },
      expected: ['end succeeded'],
    },
    'one of several has ended, and this run deploys the others': {
      left: begun,
      platform: { looks: [partial, ended('succeeded')] },
      expected: ['end failed', 'start', 'end succeeded'],
    },
  };

  const open = { bigpanda: { state: 'open', started: 'sent' } } as const;
  const sent = { bigpanda: { state: 'ended', started: 'sent' } } as const;
  const endsOf = (diary: readonly string[]) =>
    diary.filter((line) => line.startsWith('bigpanda')).map((line) => line.replace('bigpanda ', ''));

  test.each(Object.entries(rows))('open: %s', async (_, { left, platform, expected }) => {
    const earlier = entry({ trackers: open, ...left });
    const { result, diary, last } = await again({
      platform,
      trackers: (of) => [fakeTracker(of)],
      earlier,
    });
    expect(result.outcome.status).toBe('succeeded');
    expect(endsOf(diary)).toEqual(expected);
    expect(last).toMatchObject({ closed: true });
  });

  const isGood = (line: string | undefined): boolean => line === 'end succeeded';
  const saved = ['cancelled', 'timed-out', 'unknown'] as const;
  test.each(
    Object.entries(rows).flatMap(([name, row]) => saved.map((status) => [status, name, row] as const)),
  )('ended as %s: %s', async (status, _, { left, platform, expected }) => {
    const earlier = entry({ trackers: sent, ...left, ...endedAs(status) });
    const runWith = async (script: { readonly corrects?: true }) => {
      const trackers = (of: Diary) => [fakeTracker(of, script)];
      return endsOf((await again({ platform, trackers, earlier })).diary);
    };
    // A failure stands in the records already.
    const first = isGood(expected[0]) ? expected : expected.slice(1);
    expect(await runWith({ corrects: true })).toEqual(first);
    // An event that was sent stays. A release of this run has its own.
    expect(await runWith({})).toEqual(expected.includes('start') ? expected.slice(1) : []);
  });

  test.each([
    ['ended well', begun, { ...there, looks: [ended('succeeded')] }, 'succeeded', []],
    ['never started because it was refused', {}, there, 'refused', []],
  ] as const)('ended for good: %s', async (_, left, platform, status, expected) => {
    const earlier = entry({ trackers: sent, ...left, ...endedAs(status) });
    const trackers = (of: Diary) => [fakeTracker(of, { corrects: true })];
    const { diary } = await again({ platform, trackers, earlier });
    expect(endsOf(diary)).toEqual(expected);
  });

  describe('after a request whose answer was lost, beside a deployment', () => {
    const earlier = entry({ trackers: open, ...begun, draft: lastRequest });
    const trackers = (of: Diary) => [fakeTracker(of)];
    const failing = async (): Promise<never> => {
      throw new Error('Two operations began at that time.');
    };

    test.each<[string, NonNullable<PlatformScript['discard']>, string]>([
      ['found', findsIt, 'attach d-2'],
      ['not found', async () => 'absent', 'attach d-1'],
    ])('end with the last deployment: %s', async (_, discard, attached) => {
      const platform = { ...there, discard, looks: [ended('succeeded')] };
      const { diary } = await again({ platform, trackers, earlier });
      expect(diary.filter((line) => line.startsWith('attach'))).toEqual([attached]);
    });

    test('end as unknown if nobody knows what became of it', async () => {
      const { result, diary } = await again({ platform: { ...there, discard: failing }, trackers, earlier });
      expect(result.outcome.status).toBe('unknown');
      expect(diary).not.toContain('launch');
      expect(endsOf(diary)).toEqual(['end unknown']);
    });
  });

  test('of another version get no success', async () => {
    const earlier = entry({ trackers: open, plan: { ...plan, version: '1.2.2' } });
    const { diary } = await again({ platform: there, trackers: (of) => [fakeTracker(of)], earlier });
    expect(endsOf(diary)).toEqual(['end cancelled']);
  });

  test('get no success from a run that the platform refuses', async () => {
    const refused = { status: 'refused', reason: 'No.' } as const;
    const platform = { looks: [partial], prepare: async () => ({ kind: 'stop', outcome: refused }) as const };
    const earlier = entry({ trackers: open, ...begun });
    const { diary } = await again({ platform, trackers: (of) => [fakeTracker(of)], earlier });
    expect(endsOf(diary)).toEqual(['end failed']);
  });

  test.each([
    ['ended', sent, 1],
    ['absent', {}, 0],
  ] as const)('are mentioned when their deployment goes on: %s', async (_, trackers, times) => {
    const { log } = await again({
      platform: { looks: [busy, ended('succeeded')] },
      trackers: (of) => [fakeTracker(of)],
      earlier: entry({ trackers, ...begun, ...endedAs('cancelled') }),
    });
    expect(log.lines.filter((line) => line.includes('events keep the end that was sent'))).toHaveLength(
      times,
    );
  });

  test('get an end that a tracker had skipped', async () => {
    const skipped = { datadog: { state: 'skipped', started: 'skipped' } } as const;
    const earlier = entry({ trackers: skipped, ...begun, ...endedAs('cancelled') });
    const { diary } = await again({
      platform: { looks: [busy, ended('succeeded')] },
      trackers: (of) => [fakeTracker(of, { name: 'datadog', onlyEnds: () => true })],
      earlier,
    });
    expect(diary.filter((line) => line.startsWith('datadog'))).toEqual(['datadog end succeeded']);
  });

  describe('without a saved state', () => {
    const shown = (isOpen: boolean, isGood = false) => [
      trace('d-1', 2, { tracker: 'github', id: 'g-1', isOpen, isGood }),
    ];
    const runWith = async (traces: readonly RunMarker[], platform: PlatformScript) => {
      const trackers = (of: Diary) => [fakeTracker(of, { name: 'github', corrects: true, traces })];
      const { diary, last } = await again({ platform: { traces, ...platform }, trackers });
      const ends = diary.filter((line) => /^github (start|end)/.test(line));
      return { ends, last };
    };

    test.each([
      ['open, incomplete', shown(true), partial, ['github end g-1 succeeded']],
      ['open, complete', shown(true), ended('succeeded'), ['github end g-1 succeeded']],
      ['ended as a failure, complete', shown(false), ended('succeeded'), ['github end g-1 succeeded']],
      ['ended as a success, complete', shown(false, true), ended('succeeded'), []],
      ['ended as a failure, and it is one', shown(false), ended('failed'), []],
    ] as const)('%s', async (_, traces, reading, expected) => {
      const { ends } = await runWith(traces, { ...there, looks: [reading] });
      expect(ends).toEqual(expected);
    });

    describe('and without a deployment', () => {
      const { deploymentId, ...unknown } = trace('d-1', 2, { tracker: 'github', id: 'g-1', isOpen: true });
      const refused = async () =>
        ({ kind: 'stop', outcome: { status: 'conflicts', reason: 'No.' } }) as const;

      test.each([
        ['the target has the version', there, ['github end g-1 succeeded']],
        ['this run is refused', { prepare: refused }, ['github end g-1 conflicts']],
        // The tracker continues an open record of an earlier attempt.
        ['this run deploys', {}, ['github start', 'github end succeeded']],
      ] as const)('end with this run: %s', async (_, platform, expected) => {
        expect((await runWith([unknown], { ...platform, traces: [] })).ends).toEqual(expected);
        const plan = { ...unknown, ...(deploymentId && { deploymentId }) };
        const attach = async (): Promise<undefined> => undefined;
        expect((await runWith([plan], { ...platform, attach })).ends).toEqual(expected);
      });
    });

    test('are saved until then, so that the post phase of this run can end them', async () => {
      let saved: JournalEntry | undefined;
      const diary: Diary = [];
      const prepare = async () => {
        const changes = diary.flatMap((line) =>
          line.startsWith('journal ') ? [JSON.parse(line.slice('journal '.length)) as object] : [],
        );
        saved = Object.assign(blankEntry(plan, 0), ...changes) as JournalEntry;
        return { kind: 'stop', outcome: done } as const;
      };
      const traces = shown(true);
      await again({
        platform: { traces, looks: [partial], prepare },
        trackers: () => [fakeTracker(diary, { name: 'github', traces })],
        diary,
      });
      expect(saved).toMatchObject({
        launch: 'accepted',
        deployment: { id: 'd-1' },
        trackers: { github: { state: 'asked', id: 'g-1' } },
        closed: false,
      });
    });
  });
});
