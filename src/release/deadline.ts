import { type Clock } from '../shared/clock.ts';
import { Interrupted } from './outcome.ts';

/** A time limit that can be paused: the platform's `timeout` does not run while only trackers are asked. */
export interface PausableDeadline {
  /** Aborted when the time is used up, by default with an `Interrupted`. */
  readonly signal: AbortSignal;
  /** Starts or resumes the countdown. */
  start(): void;
  /** Stops the countdown and drops its timer. */
  pause(): void;
  /** The remaining time in milliseconds. */
  left(): number;
}

/**
 * Creates a deadline that is paused until `start`.
 * @param totalMs the time limit in milliseconds
 * @param reason creates the abort reason of `signal`
 */
export function createDeadline(totalMs: number, clock: Clock, reason = timeoutRanOut): PausableDeadline {
  const controller = new AbortController();
  let left = totalMs;
  let since: number | undefined;
  let cancel: (() => void) | undefined;
  const remains = (): number => Math.max(0, left - (since === undefined ? 0 : clock.now() - since));

  return {
    signal: controller.signal,
    start() {
      if (since !== undefined) return;
      since = clock.now();
      const alarm = clock.alarm(left, reason);
      alarm.signal.addEventListener('abort', () => controller.abort(alarm.signal.reason), { once: true });
      cancel = alarm.cancel;
    },
    pause() {
      if (since === undefined) return;
      left = remains();
      since = undefined;
      cancel?.();
    },
    left: remains,
  };
}

function timeoutRanOut(): Error {
  return new Interrupted('timeout', 'The time limit of `timeout` was reached.');
}
