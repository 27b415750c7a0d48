import { type Clock } from './clock.ts';
import { Interrupted } from './outcome.ts';

/** A stretch of time that can be held: the platform's `timeout` does not run while trackers are told. */
export interface Allowance {
  /** Aborted with an `Interrupted` when the time is used up. */
  readonly signal: AbortSignal;
  /** Starts or resumes the clock. */
  run(): void;
  /** Stops the clock and drops its timer. */
  hold(): void;
}

export function allow(totalMs: number, clock: Clock): Allowance {
  const controller = new AbortController();
  let left = totalMs;
  let since: number | undefined;
  let cancel: (() => void) | undefined;

  return {
    signal: controller.signal,
    run() {
      if (since !== undefined) return;
      since = clock.now();
      const alarm = clock.alarm(
        left,
        () => new Interrupted('timeout', 'The time given by `timeout` ran out.'),
      );
      alarm.signal.addEventListener('abort', () => controller.abort(alarm.signal.reason), { once: true });
      cancel = alarm.cancel;
    },
    hold() {
      if (since === undefined) return;
      left -= clock.now() - since;
      since = undefined;
      cancel?.();
    },
  };
}
