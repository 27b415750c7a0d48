import { type FailureFacts, HttpFailure } from '../http/failure.ts';
import { TrackerFailure } from '../release/tracker.ts';

/** Whether the server rejected the request: 4xx, except those that ask to retry later. */
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

/** Whether an error is an answer with one of these HTTP statuses. */
export function hasStatus(error: unknown, ...statuses: readonly number[]): error is HttpFailure {
  return (
    error instanceof HttpFailure &&
    error.facts.kind === 'status' &&
    statuses.includes(error.facts.status ?? 0)
  );
}

/**
 * Runs `act` and converts a failed request.
 * @param advise returns what the user should do about the failure
 * @throws TrackerFailure if a request fails; other errors unchanged
 */
export async function explaining<T>(
  advise: (facts: FailureFacts) => string,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    throw new TrackerFailure(error.message, isRefusal(error.facts), advise(error.facts), { cause: error });
  }
}
