import { type FailureFacts, HttpFailure } from '../../http/failure.ts';
import { TrackerFailure } from '../../release/tracker.ts';
import { hasStatus, isRefusal } from '../failure.ts';

/** Whether a 403 is a rate limit, which GitHub also reports with this status. */
export function isLimit({ facts }: HttpFailure): boolean {
  return facts.status === 403 && (facts.retryAfterMs !== undefined || facts.exhausted === true);
}

/**
 * Runs `act` and converts a failed request. A missing permission becomes a warning, because GitHub grants it only to
 * workflows that request it.
 * @throws TrackerFailure
 */
export async function explainingGitHub<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    const refused = isRefusal(error.facts) && !isLimit(error);
    const loud = refused && !hasStatus(error, 403, 404);
    throw new TrackerFailure(error.message, refused, advise(error.facts), { cause: error, loud });
  }
}

/** Returns what the user should do about a failed request. */
export function advise({ status = 0, exhausted, retryAfterMs }: FailureFacts): string {
  if (exhausted || status === 429 || (status === 403 && retryAfterMs !== undefined))
    return 'It limits its callers, and the time to wait was used up.';
  if (status === 403 || status === 404)
    return 'The job needs `permissions: deployments: write`; workflows started from forks or by Dependabot never get it.';
  if (status === 401) return 'Check `github-token`.';
  if (status === 409 || status === 422)
    return 'Check that the commit is in this repository, and `environment` and `description`.';
  return 'Check that the runner can reach GitHub.';
}
