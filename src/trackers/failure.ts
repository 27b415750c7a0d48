import { type FailureFacts, HttpFailure } from '../http/failure.ts';
import { TrackerFailure } from '../release/tracker.ts';

/** Whether the server understood and said no: 4xx, except where it only asks to come back later. */
export function isRefusal({ kind, status = 0, exhausted }: FailureFacts): boolean {
  return (
    kind === 'status' &&
    status >= 400 &&
    status < 500 &&
    status !== 408 &&
    status !== 429 &&
    exhausted !== true
  );
}

export function hasStatus(error: unknown, ...statuses: readonly number[]): error is HttpFailure {
  return (
    error instanceof HttpFailure &&
    error.facts.kind === 'status' &&
    statuses.includes(error.facts.status ?? 0)
  );
}

/**
 * Runs what asks a tracker, and turns a failed request into what the trackers' port throws.
 * @param advise what a person should do about it
 */
export async function explaining<T>(
  advise: (facts: FailureFacts) => string,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    throw new TrackerFailure(error.message, isRefusal(error.facts), advise(error.facts), error);
  }
}
