import { describe, expect, test } from '@jest/globals';
import { announcementOf } from '../../../src/release/announcement.ts';
import { close } from '../../../src/release/close.ts';
import { blankEntry, type JournalEntry, openJournal, parseJournal } from '../../../src/release/journal.ts';
import { Halt } from '../../../src/release/outcome.ts';
import { createRecords } from '../../../src/release/records.ts';
import type { ReleaseResult } from '../../../src/release/result.ts';
import {
  busy,
  ended,
  type FakeTracker,
  fakeJournal,
  fakePlatform,
  fakeTracker,
  type PlatformScript,
} from '../support/actors.ts';
import { type FakeClock, fakeClock, NEW_YEAR } from '../support/clock.ts';
import { deployment, entry, plan, recordedLog } from '../support/release.ts';

interface Closing {
  readonly result: ReleaseResult;
  readonly diary: readonly string[];
  readonly tracker: FakeTracker;
  readonly clock: FakeClock;
}

async function closing(saved: JournalEntry, script: PlatformScript = {}): Promise<Closing> {
  const diary: string[] = [];
  const clock = fakeClock(NEW_YEAR + 300_000);
  const tracker = fakeTracker(diary);
  const result = await close({
    entry: saved,
    platform: fakePlatform(diary, script),
    trackers: [tracker],
    clock,
    log: recordedLog(),
    journal: fakeJournal(diary),
    onCancel: 'abort',
  });
  return { result, diary, tracker, clock };
}

const open = { bigpanda: { state: 'open' } } as const;
const underway = entry({ trackers: open, launch: 'accepted', deployment });

describe('a process that was killed', () => {
  test('before it asked for anything leaves nothing to end', async () => {
    const { result, diary } = await closing(entry());
    expect(result.outcome).toEqual({
      status: 'cancelled',
      reason: 'The run was stopped before a deployment was started.',
    });
    expect(diary).toEqual([expect.stringMatching(/^journal \{"closed":true,"status":"[a-z-]+"\}$/)]);
  });

  test.each(['asked', 'open'] as const)(
    'while its record was %s and nothing was launched: the record is ended, nobody is asked',
    async (state) => {
      const { result, diary } = await closing(entry({ trackers: { bigpanda: { state } } }));
      expect(result.outcome.status).toBe('cancelled');
      const started = state === 'open' ? 'sent' : 'failed';
      expect(diary).toEqual([
        expect.stringMatching(/^journal \{"end":/),
        'bigpanda end cancelled',
        `journal {"trackers":{"bigpanda":{"state":"ended","started":"${started}"}}}`,
        expect.stringMatching(/^journal \{"closed":true,"status":"[a-z-]+"\}$/),
      ]);
    },
  );

  test('while it launched: the outcome is not known, and the name to look for is said', async () => {
    const { result, diary } = await closing(entry({ trackers: open, launch: 'asked' }));
    expect(result.outcome.status).toBe('unknown');
    expect(result.outcome.advice).toContain(`Look for "${plan.name}"`);
    expect(diary).not.toContain('launch');
    expect(diary).toContain('bigpanda end unknown');
  });

  test.each(['succeeded', 'failed', 'rejected'] as const)(
    'while the deployment was under way: its true end is %s, and that is what is recorded',
    async (status) => {
      const { result, diary } = await closing(underway, { looks: [busy, ended(status)] });
      expect(result).toMatchObject({ outcome: { status }, deployment, startedAt: NEW_YEAR });
      expect(diary).toContain(`bigpanda end ${status}`);
      expect(diary).not.toContain('launch');
    },
  );

  test('while the deployment was under way that does not end soon: it goes on, and the record is ended', async () => {
    const { result, diary, clock } = await closing(underway, { looks: [busy] });
    // Nobody knows when it ended, only when it was asked for.
    expect(result).toMatchObject({ endedAt: NEW_YEAR + 315_000, endUnseen: true });
    expect(result.outcome).toMatchObject({
      status: 'cancelled',
      reason: 'The run was stopped while the deployment was in progress. Deployment d-1 goes on.',
    });
    expect(diary).toContain('bigpanda end cancelled');
    expect(clock.now()).toBe(NEW_YEAR + 315_000);
    expect(clock.armed()).toBe(0);
  });

  test('and whose deployment cannot be seen any more: that is the outcome', async () => {
    const lost = new Halt({ status: 'unknown', reason: 'Contact was lost.' });
    const diary: string[] = [];
    const result = await close({
      entry: underway,
      platform: { ...fakePlatform(diary), readStatus: () => Promise.reject(lost) },
      trackers: [fakeTracker(diary)],
      clock: fakeClock(),
      log: recordedLog(),
      journal: fakeJournal(diary),
      onCancel: 'abort',
    });
    expect(result.outcome).toBe(lost.outcome);
    expect(diary).toContain('bigpanda end unknown');
  });

  test('while it uploaded a package whose plan is not found: the outcome says how to find the plan', async () => {
    const draft = { marker: '', upload: { name: 'portal.oap', known: [] }, seek: 'Look for a new plan.' };
    const { result } = await closing(entry({ draft }), { discard: async () => 'absent' });
    expect(result.outcome).toEqual({
      status: 'cancelled',
      reason:
        'The run was stopped before a deployment was started. A plan that was not started may have been left behind.',
      advice: 'Look for a new plan.',
    });
  });

  test.each(['refused', 'ended'] as const)(
    'after its record was %s: it is not ended again',
    async (state) => {
      const { diary } = await closing({ ...underway, trackers: { bigpanda: { state } } });
      expect(diary).toEqual([
        'look',
        expect.stringMatching(/^journal \{"closed":true,"status":"[a-z-]+"\}$/),
      ]);
    },
  );

  test('the record is ended with the same announcement with which it was begun', async () => {
    const { tracker, result } = await closing(underway);
    expect(tracker.conclusions).toMatchObject([
      { outcome: { status: 'succeeded' }, endedAt: NEW_YEAR + 300_000 },
    ]);
    expect(result.trackers['bigpanda']).toEqual({ started: 'sent', ended: 'sent' });
  });

  test('a record that waits for a reviewer on purpose is left open', async () => {
    const { diary } = await closing(underway, { looks: [ended('pending-review', 'PENDING_REVIEW')] });
    expect(diary).not.toContain('bigpanda end pending-review');
  });
});

describe('a process that came to its end', () => {
  const outcome = { status: 'failed', reason: 'Appian: FAILED.' } as const;
  const end = { outcome, endedAt: NEW_YEAR + 211 };
  const before = { launch: 'accepted', deployment, end, status: 'failed' } as const;
  const sent = { state: 'ended', started: 'sent' } as const;

  test.each([
    [
      'and lost one end: only that is sent, and all is reported as it was',
      { bigpanda: { state: 'asked', started: 'sent' }, github: sent },
      { bigpanda: { started: 'sent', ended: 'sent' }, github: { started: 'sent', ended: 'sent' } },
    ],
    [
      'and lost all ends',
      { bigpanda: { state: 'asked', started: 'failed' } },
      { bigpanda: { started: 'failed', ended: 'sent' } },
    ],
    [
      'without a start of its own',
      { bigpanda: { state: 'asked', started: 'skipped' } },
      { bigpanda: { started: 'skipped', ended: 'sent' } },
    ],
  ] as const)('%s', async (_, trackers, deliveries) => {
    const { result, diary, tracker } = await closing(entry({ ...before, trackers }));
    expect(result).toMatchObject({ outcome, startedAt: NEW_YEAR, endedAt: NEW_YEAR + 211, deployment });
    expect(result.endUnseen).toBeUndefined();
    expect(result.trackers).toEqual(deliveries);
    expect(tracker.conclusions).toEqual([{ outcome, endedAt: NEW_YEAR + 211, deployment }]);
    // What was decided about the deployment stands: it is neither asked for nor stopped.
    expect(diary.filter((line) => !line.startsWith('journal'))).toEqual(['bigpanda end failed']);
  });

  test('and left a draft: it is deleted, and the end is what it was', async () => {
    const refused = { outcome: { status: 'refused', reason: 'No.' }, endedAt: NEW_YEAR + 211 } as const;
    const trackers = { bigpanda: { state: 'asked', started: 'sent' } } as const;
    const saved = entry({ trackers, end: refused, draft: { id: 'd-9', marker: 'm' } });
    const { result, diary } = await closing(saved, { discard: async () => undefined });
    expect(result).toMatchObject(refused);
    expect(diary[0]).toBe('journal {}');
    expect(diary).toContain('bigpanda end refused');
  });

  test('and left a draft that has begun after all: the platform says how it ended', async () => {
    const saved = entry({ trackers: open, end, draft: { id: 'd-9', marker: 'm' } });
    const { result } = await closing(saved, { discard: async () => deployment });
    expect(result).toMatchObject({ outcome: { status: 'succeeded' }, deployment, endUnseen: true });
  });
});

test('an end in the journal holds no secret and no more text than a saved state may', async () => {
  const saved: string[] = [];
  const journal = openJournal(
    (text) => saved.push(text),
    entry(),
    (text) => text.replaceAll('k3y', '***'),
  );
  const records = createRecords({
    announcement: () => announcementOf(plan, NEW_YEAR),
    trackers: [fakeTracker([])],
    clock: fakeClock(),
    log: recordedLog(),
    journal,
    earlier: open,
  });
  const outcome = { status: 'failed', reason: `k3y ${'x'.repeat(9_000)}`, advice: 'Change k3y.' } as const;
  await records.end({ outcome, endedAt: NEW_YEAR }, 'normal');
  expect(saved.filter((text) => text.includes('k3y'))).toEqual([]);
  const { reason, advice } = parseJournal(saved.at(-1) ?? '')?.end?.outcome ?? {};
  expect(reason).toMatch(/^\*\*\* x{1990,2048}$/);
  expect(advice).toBe('Change ***.');
});

const asIs = (text: string): string => text;

describe('the journal', () => {
  test('saves each step at once, with all that was known before', () => {
    const saved: string[] = [];
    const journal = openJournal((text) => saved.push(text), blankEntry(plan, NEW_YEAR), asIs);
    journal.write({ trackers: open });
    journal.write({ launch: 'accepted', deployment });
    expect(saved.map(parseJournal)).toEqual([
      entry(),
      entry({ trackers: open }),
      entry({ trackers: open, launch: 'accepted', deployment }),
    ]);
  });

  test('is one line, whatever it holds', () => {
    const saved: string[] = [];
    openJournal(
      (text) => saved.push(text),
      entry({ plan: { ...plan, description: 'two\nlines\u2028' } }),
      asIs,
    );
    expect(saved[0]).not.toMatch(/[\r\n]/);
  });

  test('nothing saved is no journal', () => {
    expect(parseJournal('')).toBeUndefined();
  });

  test.each([{}, { endedAt: 1 }, { endedAt: 1, outcome: { status: 'done', reason: '' } }])(
    'with an end that is none is refused: %j',
    (end) => {
      expect(() => parseJournal(JSON.stringify({ ...entry(), end }))).toThrow(
        'The saved state is incomplete',
      );
    },
  );

  test('of another version is refused', () => {
    expect(() => parseJournal('{"format":2}')).toThrow('has format 2; this version reads 1');
  });
});
