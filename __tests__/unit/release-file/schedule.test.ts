import { describe, expect, test } from '@jest/globals';
import type { Status } from '../../../src/release/outcome.ts';
import { runStages } from '../../../src/release-file/schedule.ts';
import { endOf, type ItemEnd } from '../../../src/release-file/verdict.ts';

interface Played {
  /** `a+` when a deployment begins, `a-` when it ends. */
  readonly diary: readonly string[];
  readonly ends: ReadonlyMap<string, ItemEnd>;
}

/** Runs stages. Each deployment ends with its status in `bad`, else as succeeded, some turns after it began. */
async function play(
  stages: readonly (readonly string[])[],
  concurrency: number,
  bad: Readonly<Record<string, Status>> = {},
  cancelAt?: string,
): Promise<Played> {
  const diary: string[] = [];
  const controller = new AbortController();
  const ends = await runStages(stages, {
    concurrency,
    cancel: controller.signal,
    async run(name) {
      diary.push(`${name}+`);
      if (name === cancelAt) controller.abort();
      await new Promise((resolve) => setImmediate(resolve));
      diary.push(`${name}-`);
      return endOf(bad[name] ?? 'succeeded', false);
    },
  });
  return { diary, ends };
}

describe('the stages of a release', () => {
  test.each([
    ['one after the other', [['a'], ['b']], 4, 'a+ a- b+ b-'],
    ['the deployments of a stage side by side', [['a', 'b'], ['c']], 4, 'a+ b+ a- b- c+ c-'],
    ['at most as many as allowed', [['a', 'b', 'c']], 2, 'a+ b+ a- c+ b- c-'],
    ['one at a time, in the order of the file', [['a', 'b', 'c']], 1, 'a+ a- b+ b- c+ c-'],
    ['more allowed than there are', [['a', 'b']], 256, 'a+ b+ a- b-'],
  ])('%s', async (_, stages, concurrency, diary) => {
    expect((await play(stages, concurrency)).diary.join(' ')).toBe(diary);
  });

  test.each(['failed', 'pending-review', 'timed-out', 'cancelled', 'invalid-input', 'error'] as const)(
    'one that ends as %s lets its neighbours run, also those that still wait, and stops later stages',
    async (status) => {
      const { diary, ends } = await play([['a', 'b', 'c'], ['d']], 2, { a: status });
      expect(diary.filter((line) => line.endsWith('-'))).toEqual(['a-', 'b-', 'c-']);
      expect(ends.get('a')?.status).toBe(status);
      expect(ends.has('d')).toBe(false);
    },
  );

  test('after a cancel nothing more begins, and what was begun ends', async () => {
    const { diary } = await play([['a', 'b', 'c'], ['d']], 2, {}, 'b');
    expect(diary).toEqual(['a+', 'b+', 'a-', 'b-']);
  });

  test('a cancel before the first one begins nothing', async () => {
    const ends = await runStages([['a']], {
      concurrency: 1,
      cancel: AbortSignal.abort(),
      run: () => Promise.reject(new Error('must not run')),
    });
    expect(ends.size).toBe(0);
  });
});
