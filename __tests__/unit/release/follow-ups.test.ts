import { describe, expect, test } from '@jest/globals';
import { close } from '../../../src/release/close.ts';
import { type JournalEntry, openJournal, parseJournal } from '../../../src/release/journal.ts';
import { Halt, Interrupted, type Outcome } from '../../../src/release/outcome.ts';
import type { FollowUp, FollowUpRun } from '../../../src/release/platform.ts';
import type { RunMarker } from '../../../src/release/run-marker.ts';
import {
  busy,
  type Diary,
  ended,
  fakeJournal,
  fakePlatform,
  fakeTracker,
  type PlatformScript,
  play,
} from '../support/actors.ts';
import { fakeClock, NEW_YEAR } from '../support/clock.ts';
import { deployment, entry, plan, recordedLog } from '../support/release.ts';

interface StepScript {
  readonly taken: string[];
  readonly run?: (run: FollowUpRun) => Promise<Outcome | undefined>;
  readonly isRepeatable?: boolean;
}

function step(name: string, { taken, run, isRepeatable = true }: StepScript): FollowUp {
  return {
    name,
    failure: 'failed',
    isRepeatable,
    budgetMs: (leftMs) => Math.max(leftMs, 60_000),
    async run(options) {
      taken.push(name);
      return run?.(options);
    },
    describe: (progress = 'nothing') => `${name} came to ${progress}.`,
    report: () => ({ configuration: [{ name, set: true }] }),
  };
}

const hangs = async ({ clock, signal }: FollowUpRun): Promise<undefined> => {
  await clock.sleep(86_400_000, signal);
};

const there = async () =>
  ({ kind: 'stop', outcome: { status: 'succeeded', reason: 'It is there.' } }) as const;

describe('steps after the deployment', () => {
  test.each([
    ['a deployment', {}],
    ['a rollback', { operation: 'rollback' }],
    ['a target that has the version already', { platform: { prepare: there } }],
    ['a resume', { operation: 'resume', earlier: entry({ launch: 'accepted', deployment }) }],
  ] as const)('are taken in their order after %s that ended well', async (_, stage) => {
    const taken: string[] = [];
    const afterwards = () => [step('configuration', { taken }), step('tests', { taken })];
    const { result, diary } = await play({
      ...stage,
      platform: { ...('platform' in stage && stage.platform), afterwards },
    });
    expect(taken).toEqual(['configuration', 'tests']);
    expect(result.outcome.status).toBe('succeeded');
    expect(result.configuration).toEqual([{ name: 'tests', set: true }]);
    // The steps are saved before the deployment begins, and closed before the records end.
    const notes = diary.flatMap((line) => /"followUps":\{.*?"due":\[.*?\]/.exec(line)?.[0] ?? []);
    expect(notes.at(-1)).toContain('"due":[]');
    const last = diary.findLastIndex((line) => line.includes('"followUps"'));
    const end = diary.findIndex((line) => line.includes('"end":'));
    expect(end === -1 || last < end).toBe(true);
  });

  test('are saved before the platform is asked to deploy', async () => {
    const { diary } = await play({ platform: { afterwards: () => [step('configuration', { taken: [] })] } });
    const asked = diary.findIndex((line) => line.includes('"launch":"asked"'));
    expect(diary[asked]).toContain('"followUps":{"due":["configuration"]}');
    expect(asked).toBeLessThan(diary.indexOf('launch'));
  });

  test.each([
    ['an inspection', { operation: 'inspect' }],
    ['a deployment that failed', { platform: { looks: [ended('failed')] } }],
    ['a review that is waited for elsewhere', { platform: { looks: [ended('pending-review')] } }],
    ['a cancelled run', { cancel: AbortSignal.abort(new Interrupted('cancel', 'The run was cancelled.')) }],
  ] as const)('are not taken after %s', async (_, stage) => {
    const taken: string[] = [];
    await play({
      ...stage,
      platform: {
        ...('platform' in stage && stage.platform),
        afterwards: () => [step('configuration', { taken })],
      },
    });
    expect(taken).toEqual([]);
  });

  test('stop at the first that fails, and its outcome is that of the release and its records', async () => {
    const taken: string[] = [];
    const failed: Outcome = { status: 'failed', reason: 'A value was refused.' };
    const { result, diary } = await play({
      platform: {
        afterwards: () => [
          step('configuration', { taken, run: async () => failed }),
          step('tests', { taken }),
        ],
      },
    });
    expect(taken).toEqual(['configuration']);
    expect(result.outcome).toBe(failed);
    expect(result.configuration).toEqual([{ name: 'configuration', set: true }]);
    expect(diary).toContain('bigpanda end failed');
    expect(result.timeline.find(({ title }) => title === 'configuration')?.good).toBe(false);
  });

  test.each([
    ['an error', new Error('It broke'), 'failed', 'It broke. configuration came to nothing.'],
    ['a halt', new Halt({ status: 'error', reason: 'No way.' }), 'error', 'No way.'],
  ])('that throw %s are a failure', async (_, error, status, reason) => {
    const run = (): Promise<never> => Promise.reject(error);
    const { result } = await play({
      platform: { afterwards: () => [step('configuration', { taken: [], run })] },
    });
    expect(result.outcome).toMatchObject({ status, reason: `Appian: COMPLETED. ${reason}` });
  });

  test('that do not end in their time are a failure', async () => {
    const { result, clock } = await play({
      platform: { afterwards: () => [step('configuration', { taken: [], run: hangs })] },
    });
    expect(result.outcome).toMatchObject({
      status: 'failed',
      reason: 'Appian: COMPLETED. It did not end within 3600 s. configuration came to nothing.',
    });
    expect(clock.armed()).toBe(0);
  });

  test('that are cancelled end the release and its records as cancelled', async () => {
    const cancel = new AbortController();
    const run = async (options: FollowUpRun): Promise<never> => {
      cancel.abort(new Interrupted('cancel', 'The run was cancelled.'));
      options.signal.throwIfAborted();
      throw new Error('The signal is not aborted.');
    };
    const { result, diary } = await play({
      cancel: cancel.signal,
      platform: { afterwards: () => [step('configuration', { taken: [], run })] },
    });
    expect(result.outcome.status).toBe('cancelled');
    expect(result.outcome.reason).toContain('configuration came to nothing.');
    expect(diary).toContain('bigpanda end cancelled');
  });

  test('get at least their own time where the deployment used up `timeout`', async () => {
    const budgets: number[] = [];
    const late: FollowUp = {
      ...step('configuration', { taken: [] }),
      budgetMs: (leftMs) => budgets.push(leftMs),
    };
    await play({ platform: { looks: [busy, busy, ended('succeeded')], afterwards: () => [late] } });
    expect(budgets).toEqual([3_600_000 - 120_000]);
  });
});

describe('steps that an earlier process left open', () => {
  const open = { bigpanda: { state: 'open' } } as const;
  const left = entry({
    launch: 'accepted',
    deployment,
    trackers: open,
    followUps: { due: ['configuration'], deployed: { status: 'succeeded', reason: 'Done.' } },
  });

  const refused: Outcome = { status: 'failed', reason: 'A value was refused.' };
  const ends = (diary: readonly string[]) => diary.filter((line) => /^bigpanda (?:start|end)/.test(line));

  test.each([
    ['good', undefined, 'succeeded'],
    ['bad', async () => refused, 'failed'],
  ] as const)(
    'are taken by a repetition that finds the version there, and the open record gets their end: %s',
    async (_, run, status) => {
      const taken: string[] = [];
      const { result, diary } = await play({
        earlier: left,
        platform: {
          prepare: there,
          afterwards: () => [step('configuration', { taken, ...(run && { run }) })],
        },
      });
      expect(taken).toEqual(['configuration']);
      expect(result.outcome.status).toBe(status);
      expect(ends(diary)).toEqual([`bigpanda end ${status}`]);
    },
  );

  test('end the open record as no success before a repetition that deploys again opens its own', async () => {
    const { result, diary } = await play({
      earlier: left,
      platform: { afterwards: () => [step('configuration', { taken: [] })] },
    });
    expect(result.outcome.status).toBe('succeeded');
    expect(ends(diary)).toEqual(['bigpanda end cancelled', 'bigpanda start', 'bigpanda end succeeded']);
  });

  test('end the open record as no success if a repetition has no inputs for them', async () => {
    const { diary } = await play({ earlier: left, platform: { prepare: there } });
    expect(ends(diary)).toEqual(['bigpanda end cancelled']);
  });

  test('are no success of a resume that has no inputs for them', async () => {
    const { result, diary } = await play({ operation: 'resume', earlier: left });
    expect(result.outcome.status).toBe('failed');
    expect(result.outcome.reason).toContain('left the step "configuration" open');
    expect(diary).toContain('bigpanda end failed');
  });

  test('are no success of a resume that finds the deployment by its lost request', async () => {
    const { result } = await play({
      operation: 'resume',
      earlier: entry({
        trackers: { bigpanda: { state: 'open', started: 'sent' } },
        launch: 'asked',
        draft: { marker: '', request: 'the first one' },
        followUps: { due: ['configuration'] },
      }),
      platform: { discard: async () => deployment },
    });
    expect(result.outcome.status).toBe('failed');
    expect(result.outcome.reason).toContain('left the step "configuration" open');
  });

  test('keep the end that the first has saved', async () => {
    const end = { outcome: { status: 'failed', reason: 'A value was refused.' }, endedAt: NEW_YEAR } as const;
    const { diary } = await play({
      earlier: { ...left, end },
      platform: { prepare: there, afterwards: () => [step('configuration', { taken: [] })] },
    });
    expect(diary).toContain('bigpanda end failed');
  });

  test('give their end to the open record of an attempt without a saved state', async () => {
    const trace: RunMarker = {
      origin: plan.origin,
      fingerprint: plan.fingerprint,
      deploymentId: 'd-1',
      record: { tracker: 'github', id: 'g-1', isOpen: true },
    };
    const trackers = (diary: Diary) => [fakeTracker(diary, { name: 'github', traces: [trace] })];
    const { diary } = await play({
      attempt: 2,
      trackers,
      platform: {
        traces: [trace],
        prepare: there,
        afterwards: () => [step('configuration', { taken: [] })],
      },
    });
    expect(diary.filter((line) => line.startsWith('github end'))).toEqual(['github end g-1 succeeded']);
  });
});

describe('the post phase', () => {
  const due = { due: ['configuration'], deployed: { status: 'succeeded', reason: 'Done.' } } as const;

  async function closing(saved: Partial<JournalEntry>, script: PlatformScript = {}) {
    const diary: string[] = [];
    const result = await close({
      entry: entry({
        trackers: { bigpanda: { state: 'open' } },
        launch: 'accepted',
        deployment,
        ...saved,
      }),
      platform: fakePlatform(diary, script),
      trackers: [fakeTracker(diary)],
      clock: fakeClock(),
      log: recordedLog(),
      journal: fakeJournal(diary),
      onCancel: 'leave',
    });
    return { result, diary };
  }

  test('finishes a step that had begun, and then the release is a success', async () => {
    const seen: (string | undefined)[] = [];
    const run = async ({ progress }: FollowUpRun): Promise<undefined> => void seen.push(progress);
    const { result, diary } = await closing(
      { followUps: { ...due, progress: 'half' } },
      { afterwards: () => [step('configuration', { taken: [], run })] },
    );
    expect(seen).toEqual(['half']);
    expect(result.outcome).toEqual(due.deployed);
    expect(diary).toContain('bigpanda end succeeded');
    expect(diary).not.toContain('look');
  });

  test.each([
    ['had not begun', { followUps: { due: ['configuration'] } }, true],
    ['cannot be repeated', { followUps: { ...due, progress: 'half' } }, false],
  ] as const)('takes no step that %s, and the release is no success', async (_, saved, isRepeatable) => {
    const taken: string[] = [];
    const { result, diary } = await closing(saved, {
      afterwards: () => [step('configuration', { taken, isRepeatable })],
    });
    expect(taken).toEqual([]);
    expect(result.outcome.status).toBe('cancelled');
    expect(result.outcome.reason).toContain('configuration came to');
    expect(diary).toContain('bigpanda end cancelled');
  });

  test('without the inputs of the step is no success', async () => {
    const { result, diary } = await closing({ followUps: { ...due, progress: 'half' } });
    expect(result.outcome.status).toBe('failed');
    expect(diary).toContain('bigpanda end failed');
  });

  test('stops a step when its time is over', async () => {
    const { result } = await closing(
      { followUps: { ...due, progress: 'half' } },
      { afterwards: () => [step('configuration', { taken: [], run: hangs })] },
    );
    expect(result.outcome).toMatchObject({
      status: 'failed',
      reason: 'Done. It did not end within 19 s. configuration came to half.',
    });
  });

  test('knows a step after a target that had the version already', async () => {
    const diary: string[] = [];
    const result = await close({
      entry: entry({ followUps: { ...due, progress: 'half' } }),
      platform: fakePlatform(diary, { afterwards: () => [step('configuration', { taken: [] })] }),
      trackers: [],
      clock: fakeClock(),
      log: recordedLog(),
      journal: fakeJournal(diary),
      onCancel: 'leave',
    });
    expect(result.outcome).toEqual(due.deployed);
  });

  test('keeps an end that was saved', async () => {
    const end = { outcome: { status: 'failed', reason: 'Refused.' }, endedAt: NEW_YEAR } as const;
    const { result } = await closing({ end, followUps: { ...due, progress: 'half' } });
    expect(result.outcome).toEqual(end.outcome);
  });
});

describe('the saved state', () => {
  const saved = (followUps: JournalEntry['followUps']): JournalEntry | undefined => {
    let text = '';
    const journal = openJournal(
      (each) => (text = each),
      entry(),
      (each) => each.replaceAll('secret', '***'),
    );
    journal.write({ followUps });
    return parseJournal(text);
  };

  test('keeps the steps, without secrets and without a progress that is too long', () => {
    const deployed: Outcome = { status: 'succeeded', reason: 'a secret' };
    const due = ['configuration', 'tests'];
    expect(saved({ due, deployed, progress: 'half' })?.followUps).toEqual({
      due,
      deployed: { status: 'succeeded', reason: 'a ***' },
      progress: 'half',
    });
    expect(saved({ due, progress: 'x'.repeat(5_000) })?.followUps).toEqual({ due, progress: '' });
  });

  test.each([{ due: 'x' }, { due: [1] }, { due: [], progress: 1 }, { due: [], deployed: { status: 'x' } }])(
    'is refused with the steps %j',
    (followUps) => {
      const text = JSON.stringify({ ...entry(), followUps });
      expect(() => parseJournal(text)).toThrow('names steps after the deployment');
    },
  );
});
