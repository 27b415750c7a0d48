import { HttpFailure } from '../http/failure.ts';
import { mayRepeat, pauseBefore } from '../http/retry.ts';
import { withLastFailure } from '../release/outcome.ts';
import type { Clock } from '../shared/clock.ts';

/** How long to retry, and what to retry. */
interface Persistence {
  readonly clock: Clock;
  /** How long to retry after the first failure, in milliseconds. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  /** Returns true for a further failure that should be retried. */
  readonly alsoPassing?: (failure: HttpFailure) => boolean;
}

/**
 * Retries `act` until it succeeds. It is for requests that must not simply be repeated: `act` receives the last
 * failure and can check whether the request took effect.
 * @throws HttpFailure when the time is over or a retry is useless, or the signal's reason
 */
export async function persist<T>(
  { clock, patienceMs, signal, alsoPassing }: Persistence,
  act: (last: HttpFailure | undefined) => Promise<T>,
): Promise<T> {
  let givingUp: number | undefined;
  let last: HttpFailure | undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      return await act(last);
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      const pauseMs = pauseBefore(attempt + 1, error, Math.random());
      givingUp ??= clock.now() + patienceMs;
      const passing = mayRepeat('report', error) || alsoPassing?.(error) === true;
      if (!passing || clock.now() + pauseMs > givingUp) throw error;
      // A failure that may have taken effect is kept until another failure that may have taken effect replaces it.
      if (last === undefined || !last.mayHaveActed || error.mayHaveActed) last = error;
      await clock.sleep(pauseMs, signal).catch((interruption: unknown) => {
        throw withLastFailure(interruption, error);
      });
    }
  }
}
