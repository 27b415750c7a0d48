import type { IncomingHttpHeaders } from 'node:http';
import type { FailureKind, HttpFailure } from './failure.ts';

/**
 * What may be sent again:
 * - `read`: asking changes nothing, or asking twice is the same as asking once
 * - `effect`: a second request would be a second deployment
 * - `report`: a record about a deployment; the receiver takes the same one twice for one
 */
export type RetryClass = 'read' | 'effect' | 'report';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

/** What another try does not change. */
const LASTING: ReadonlySet<FailureKind> = new Set(['proxy', 'distrusted', 'unidentified']);

/** Whether the same request may be sent once more after `failure`. */
export function mayRepeat(kind: RetryClass, failure: HttpFailure): boolean {
  const { facts } = failure;
  switch (kind) {
    case 'read':
    case 'report':
      return facts.kind === 'status' ? isPassing(facts.status ?? 0) : !LASTING.has(facts.kind);
    case 'effect':
      if (facts.kind === 'unreachable') return facts.sent === 'nothing';
      // A 503 is no proof, whatever pause it asks for: a gateway sends it after the server behind it has acted.
      return facts.kind === 'status' && facts.status === 429;
  }
}

function isPassing(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

/**
 * The pause before attempt `next` (2 for the first repetition), in milliseconds: exponential with jitter in its upper
 * half, and never shorter than what the server asked for.
 * @param random a number from 0 to 1
 */
export function pauseBefore(next: number, failure: HttpFailure, random: number): number {
  const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (next - 2));
  const pause = Math.round(ceiling * (0.5 + random / 2));
  return Math.max(pause, failure.facts.retryAfterMs ?? 0);
}

/** `Retry-After` as milliseconds from `now`: seconds, or a date. Undefined when absent or not understood. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Z][a-z]+, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** From here on a number of seconds is a moment and not a pause: GitHub counts from 1970, others from now. */
const MOMENT_SECONDS = 1_000_000_000;

/**
 * What a server's headers say of how many requests it takes: `Retry-After`, or `X-RateLimit-Remaining: 0` with
 * `X-RateLimit-Reset`.
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
