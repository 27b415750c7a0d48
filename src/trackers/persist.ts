import { HttpFailure } from '../http/failure.ts';
import { mayRepeat, pauseBefore } from '../http/retry.ts';
import { withLastFailure } from '../release/outcome.ts';
import type { Clock } from '../shared/clock.ts';

export interface Persistence {
  readonly clock: Clock;
  /** How long it is tried again after the first failure, in milliseconds. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  /** A failure that is worth another try although its status says no. */
  readonly alsoPassing?: (failure: HttpFailure) => boolean;
}

/**
 * Tries until it is done. For what is no simple repetition: `act` is handed the last failure and looks first whether
 * what it asked for has happened all the same.
 * @throws HttpFailure when patience is over, or the signal's reason
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
      // What may have been accepted once stays in doubt until a look has shown otherwise.
      if (last === undefined || !last.mayHaveActed || error.mayHaveActed) last = error;
      await clock.sleep(pauseMs, signal).catch((interruption: unknown) => {
        throw withLastFailure(interruption, error);
      });
    }
  }
}
