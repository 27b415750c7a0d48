import type { PlatformRun } from '../../release/platform.ts';

/** How long one request may be repeated after its first failure, in milliseconds. */
export const APPIAN_BUDGETS_MS = {
  begin: 60_000,
  look: 300_000,
  log: 30_000,
  exportLog: 10_000,
  underway: Infinity,
} as const;

/** A new item may be unknown to some nodes of the site for a while: a 404 is retried for this long. */
const NOT_FOUND_GRACE_MS = 60_000;

/**
 * Builds a GET request for an item that was created at `since`.
 * @param since milliseconds since the Unix epoch
 */
export function statusRequest(
  path: string,
  since: number,
  { clock, signal }: Pick<PlatformRun, 'clock' | 'signal'>,
) {
  return {
    method: 'GET',
    path,
    retry: 'read',
    patienceMs: APPIAN_BUDGETS_MS.look,
    signal,
    alsoPassing: ({ facts }: { facts: { status?: number } }) =>
      facts.status === 404 && clock.now() - since < NOT_FOUND_GRACE_MS,
  } as const;
}
