import type { Clock } from '../../../src/shared/clock.ts';

/** A moment that is easy to recognise: 2026-01-01T00:00:00Z. */
export const NEW_YEAR = Date.UTC(2026, 0, 1);

export interface FakeClock extends Clock {
  /** What was asked of `sleep`, in order. */
  readonly naps: readonly number[];
  /** Alarms that neither rang nor were dropped. */
  readonly armed: () => number;
}

interface Event {
  readonly at: number;
  readonly wakes: boolean;
  readonly happen: () => void;
}

/**
 * A clock whose time only passes while somebody sleeps: as soon as nothing else is left to do, the earliest of all
 * sleepers and alarms is next. Hours go by in no time, and in the right order.
 */
export function fakeClock(start = NEW_YEAR): FakeClock {
  let time = start;
  let scheduled = false;
  const events = new Set<Event>();
  const naps: number[] = [];

  function schedule(): void {
    if (scheduled || ![...events].some(({ wakes }) => wakes)) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const [next] = [...events].toSorted((a, b) => a.at - b.at);
      if (next === undefined) return;
      events.delete(next);
      time = Math.max(time, next.at);
      next.happen();
      schedule();
    });
  }

  return {
    naps,
    armed: () => [...events].filter(({ wakes }) => !wakes).length,
    now: () => time,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        naps.push(ms);
        const stop = (): void => {
          events.delete(event);
          reject(signal?.reason as Error);
        };
        const event = {
          at: time + ms,
          wakes: true,
          happen() {
            signal?.removeEventListener('abort', stop);
            resolve();
          },
        };
        if (signal?.aborted) return stop();
        signal?.addEventListener('abort', stop, { once: true });
        events.add(event);
        schedule();
      }),
    alarm(ms, reason) {
      const controller = new AbortController();
      const event = { at: time + ms, wakes: false, happen: () => controller.abort(reason()) };
      events.add(event);
      return { signal: controller.signal, cancel: () => events.delete(event) };
    },
  };
}
