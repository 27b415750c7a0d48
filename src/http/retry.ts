import type { IncomingHttpHeaders } from 'node:http';
import type { FailureKind, HttpFailure } from './failure.ts';

/**
 * Which requests may be repeated:
 * - `read`: the request changes nothing, or sending it twice has the same effect as sending it once
 * - `effect`: a second request starts a second deployment
 * - `report`: a record about a deployment; the receiver recognises a duplicate
 */
export type RetryClass = 'read' | 'effect' | 'report';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

/** Failures that occur again on every attempt. */
const LASTING: ReadonlySet<FailureKind> = new Set(['proxy', 'distrusted', 'unidentified']);

/** Returns true if a request of this class may be repeated after `failure`. */
export function mayRepeat(kind: RetryClass, failure: HttpFailure): boolean {
  const { facts } = failure;
  switch (kind) {
    case 'read':
    case 'report':
      return facts.kind === 'status' ? isPassing(facts.status ?? 0) : !LASTING.has(facts.kind);
    case 'effect':
      if (facts.kind === 'unreachable') return facts.sent === 'nothing';
      // A 503 does not prove that nothing happened, even with `Retry-After`: a gateway may send it after the server
      // acted.
      return facts.kind === 'status' && facts.status === 429;
  }
}

function isPassing(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

/**
 * The pause before attempt `next` (2 for the first repetition), in milliseconds. It doubles with each attempt up to
 * 15 s, and random jitter shortens it by up to half. It is never shorter than the pause that the server asks for. After
 * a 429 that asks for none, it is `rateLimitPauseMs` and up to a tenth more.
 * @param random a number from 0 to 1
 */
export function pauseBefore(
  next: number,
  { facts }: HttpFailure,
  random: number,
  rateLimitPauseMs?: number,
): number {
  if (facts.status === 429 && facts.retryAfterMs === undefined && rateLimitPauseMs !== undefined)
    return Math.round(rateLimitPauseMs * (1 + random / 10));
  const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (next - 2));
  const pause = Math.round(ceiling * (0.5 + random / 2));
  return Math.max(pause, facts.retryAfterMs ?? 0);
}

/**
 * Reads a `Retry-After` header, which has seconds or a date. Returns the pause in milliseconds; undefined if the
 * header is missing or invalid.
 * @param now milliseconds since the epoch
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Z][a-z]+, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * A value from here on is a time in seconds since the epoch, as GitHub sends it. A smaller value is a pause in
 * seconds.
 */
const MOMENT_SECONDS = 1_000_000_000;

/**
 * Reads the rate limit from the headers: `Retry-After`, or `X-RateLimit-Remaining: 0` with `X-RateLimit-Reset`. The
 * pause is undefined if the headers state none.
 * @param now milliseconds since the epoch
 */
export function parseRateLimit(
  headers: IncomingHttpHeaders,
  now: number,
): { readonly retryAfterMs?: number; readonly exhausted: boolean } {
  const exhausted = headers['x-ratelimit-remaining'] === '0';
  const asked = parseRetryAfter(headers['retry-after'], now);
  if (asked !== undefined || !exhausted)
    return { ...(asked !== undefined && { retryAfterMs: asked }), exhausted };
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  if (!Number.isFinite(reset) || reset < 0) return { exhausted };
  const retryAfterMs = reset >= MOMENT_SECONDS ? Math.max(0, reset * 1000 - now) : reset * 1000;
  return { retryAfterMs, exhausted };
}
