import type { PlatformRun } from '../../release/platform.ts';

/** How long one request may be repeated after its first failure, in milliseconds. */
export const APPIAN_BUDGETS_MS = {
  begin: 60_000,
  look: 300_000,
  log: 30_000,
  exportLog: 10_000,
  underway: Infinity,
} as const;

/** What was just created can be asked for before every node of the site has heard of it. */
const NOT_FOUND_GRACE_MS = 60_000;

/** A look at something that was created at `since`. */
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
