import { describe, expect, test } from '@jest/globals';
import { discardDraft } from '../../../src/release/cleanup.ts';
import { Halt, Interrupted } from '../../../src/release/outcome.ts';
import type { Platform, PlatformRun, Verdict } from '../../../src/release/platform.ts';
import { busy, ended, fakePlatform, go, type PlatformScript, play } from '../support/actors.ts';
import { fakeClock } from '../support/clock.ts';
import { deployment, recordedLog } from '../support/release.ts';

const draft = { marker: 'm', id: 'p-1', url: 'https://example.com/p-1' };
const stop: Verdict = { kind: 'stop', outcome: { status: 'conflicts', reason: 'There are conflicts.' } };

/** A preparation that leaves a draft behind. */
const leaving =
  (verdict: Verdict) =>
  async (run: PlatformRun): Promise<Verdict> => {
    run.keep(draft);
    return verdict;
  };

function discarding(result: Awaited<ReturnType<NonNullable<Platform['discard']>>> | Error) {
  const discarded: unknown[] = [];
  const discard: Platform['discard'] = async (each) => {
    discarded.push(each);
    if (result instanceof Error) throw result;
    return result;
  };
  return { discarded, discard };
}

const refuse = () => Promise.reject(new Halt({ status: 'refused', reason: 'No.' }));
const runOut = () => Promise.reject(new Interrupted('timeout', 'Time ran out.'));

const aborting = (reason?: Error) => {
  const asked: string[] = [];
  const abort: Platform['abort'] = async ({ id }) => {
    asked.push(id);
    if (reason) throw reason;
  };
  return { asked, abort };
};

describe('a draft', () => {
  test('is noted and published before anything else, and gone after a stop', async () => {
    const { discarded, discard } = discarding(undefined);
    const { result, diary, published } = await play({ platform: { prepare: leaving(stop), discard } });
    expect(result.outcome.status).toBe('conflicts');
    expect(result.deployment).toBeUndefined();
    expect(discarded).toEqual([draft]);
    expect(published).toContain(JSON.stringify({ deployment: { id: draft.id, url: draft.url } }));
    expect(diary.indexOf(`journal ${JSON.stringify({ draft })}`)).toBeGreaterThan(-1);
  });

  test('is gone after an inspection, and after a launch that was refused', async () => {
    const inspected = discarding(undefined);
    const prepare = leaving(go);
    await play({ operation: 'inspect', platform: { prepare, discard: inspected.discard } });
    const refused = discarding(undefined);
    const { result } = await play({ platform: { prepare, launch: refuse, discard: refused.discard } });
    expect([inspected.discarded, refused.discarded]).toEqual([[draft], [draft]]);
    expect(result.outcome.status).toBe('refused');
  });

  test('is left alone once it is launched', async () => {
    const { discarded, discard } = discarding(undefined);
    await play({ platform: { prepare: leaving(go), discard } });
    expect(discarded).toEqual([]);
  });

  test('that cannot be discarded is a warning, and stays noted for the post phase', async () => {
    const { discard } = discarding(new Error('LifeTime is down.'));
    const { result, diary, log } = await play({ platform: { prepare: leaving(stop), discard } });
    expect(result.outcome.status).toBe('conflicts');
    expect(log.lines.join('\n')).toContain('The plan p-1 was not started and could not be deleted');
    expect(diary).not.toContain('journal {}');
  });

  test.each([
    ['in haste', 'haste', { marker: 'm' }, false],
    ['in haste, but with an id', 'haste', draft, true],
    ['with all the time it needs', 'calm', { marker: 'm' }, true],
    ['after the job', 'afterwards', { marker: 'm' }, true],
  ] as const)('that is looked for %s', async (_, pace, of, gone) => {
    let forgotten = false;
    const platform = fakePlatform([], { discard: async () => undefined });
    const forget = (): void => void (forgotten = true);
    const letting = { platform, clock: fakeClock(), log: recordedLog(), forget };
    expect(await discardDraft(of, pace, letting)).toBe('gone');
    expect(forgotten).toBe(gone);
  });

  test('that has begun after all is the deployment of the result', async () => {
    const { discard } = discarding(deployment);
    const { result } = await play({
      platform: { prepare: leaving(go), launch: runOut, discard, looks: [busy] },
    });
    expect(result.deployment).toEqual(deployment);
    expect(result.outcome).toMatchObject({
      status: 'timed-out',
      reason: 'Time ran out. Deployment d-1 goes on.',
    });
  });
});

describe('a deployment whose time is over', () => {
  test('is left alone unless `on-timeout` asks otherwise', async () => {
    const { asked, abort } = aborting();
    await play({ platform: { looks: [busy], abort } });
    expect(asked).toEqual([]);
  });

  test('is aborted and watched to its end', async () => {
    const { asked, abort } = aborting();
    const looks = [...Array<typeof busy>(70).fill(busy), ended('aborted', 'ABORTED')];
    const { result } = await play({ onTimeout: 'abort', platform: { looks, abort } });
    expect(asked).toEqual(['d-1']);
    expect(result.outcome.status).toBe('timed-out');
    expect(result.outcome.reason).toContain('was asked to abort it, and it was aborted.');
  });

  test('and that ends otherwise has that end', async () => {
    const looks = [...Array<typeof busy>(70).fill(busy), ended('succeeded')];
    const { result, diary } = await play({
      onTimeout: 'abort',
      platform: { looks, abort: aborting().abort },
    });
    expect(result).toMatchObject({
      outcome: { status: 'succeeded', reason: 'Appian: COMPLETED. Appian had been asked to abort it.' },
      platformStatus: 'COMPLETED',
    });
    expect(diary).toContain('bigpanda end succeeded');
    expect(result.timeline.find(({ title }) => title === 'deployment')?.good).toBe(true);
  });

  test('and whose abort is refused goes on', async () => {
    const { abort } = aborting(new Error('Too late.'));
    const refused = await play({ onTimeout: 'abort', platform: { looks: [busy], abort } });
    expect(refused.result.outcome.status).toBe('timed-out');
    expect(refused.result.outcome.reason).toContain(
      'It could not be aborted: Too late. Deployment d-1 goes on.',
    );
  });

  test('is left alone by a platform that has no way to stop it', async () => {
    const { result } = await play({ onTimeout: 'abort', platform: { looks: [busy] } });
    expect(result.outcome.reason).toContain('Deployment d-1 goes on.');
  });

  test.each([
    ['abort', ['d-1']],
    ['leave', []],
  ] as const)('or which is cancelled under on-cancel: %s', async (onCancel, expected) => {
    const { asked, abort } = aborting();
    const clock = fakeClock();
    const controller = new AbortController();
    void clock.sleep(90_000).then(() => controller.abort(new Interrupted('cancel', 'Cancelled.')));
    const stage = { clock, cancel: controller.signal, onCancel, platform: { looks: [busy], abort } };
    const { result } = await play(stage);
    expect(asked).toEqual(expected);
    expect(result.outcome.status).toBe('cancelled');
  });
});

const stopped = async (script: PlatformScript, onCancel: 'leave' | 'abort' = 'abort') => {
  const clock = fakeClock();
  const controller = new AbortController();
  // Between the second look and the third.
  void clock.sleep(90_000).then(() => controller.abort(new Interrupted('cancel', 'Cancelled.')));
  return play({ clock, cancel: controller.signal, onCancel, platform: script });
};

const warned = async (): Promise<Verdict> => ({ kind: 'go', warned: true, reason: 'A warning.' });

describe('a deployment that ends just as its run is stopped', () => {
  const endings = ['succeeded', 'failed', 'succeeded-with-warnings'] as const;

  test.each(endings)('and can no more be aborted has its end: %s', async (status) => {
    const { abort, asked } = aborting(new Error('Too late.'));
    const { result, diary } = await stopped({ looks: [busy, busy, ended(status)], abort });
    expect(asked).toEqual(['d-1']);
    expect(result.outcome).toMatchObject({ status, reason: 'Appian: COMPLETED.' });
    expect(diary).toContain(`bigpanda end ${status}`);
  });

  test.each(endings)('and is left alone has its end: %s', async (status) => {
    const { abort, asked } = aborting();
    const { result, diary } = await stopped({ looks: [busy, busy, ended(status)], abort }, 'leave');
    expect(asked).toEqual([]);
    expect(result.outcome.status).toBe(status);
    expect(diary).toContain(`bigpanda end ${status}`);
  });

  test('by a timeout has its end too', async () => {
    const looks = [...Array<typeof busy>(60).fill(busy), ended('failed', 'FAILED')];
    const { result } = await play({ platform: { looks } });
    expect(result.outcome.status).toBe('failed');
  });

  test('and was warned of before ends with warnings', async () => {
    const { result } = await stopped({ prepare: warned, looks: [busy, busy, ended('succeeded')] });
    expect(result.outcome).toMatchObject({
      status: 'succeeded-with-warnings',
      reason: 'Appian: COMPLETED. A warning.',
    });
  });

  test('and can no more be looked at is cancelled', async () => {
    const { result } = await stopped({ looks: [busy, busy, new Error('HTTP 500')] });
    expect(result.outcome).toMatchObject({
      status: 'cancelled',
      reason: 'Cancelled. Deployment d-1 goes on.',
    });
  });
});
