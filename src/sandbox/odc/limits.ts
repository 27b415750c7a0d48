import type { Answer } from '../simulated-api.ts';
import { domainOf, problem } from './errors.ts';

/** Rate limits of an organization. */
export interface Limits {
  /** Number of requests per API domain and minute. */
  readonly requests: number;
  /** Number of POSTs per endpoint and minute. */
  readonly posts: number;
  /** True when a refusal carries `Retry-After`. */
  readonly hasRetryAfter?: boolean;
}

/** The limits that OutSystems documents. */
export const documentedLimits: Limits = { requests: 100, posts: 10 };

/** Calls that have a limit of their own. */
const limitedPosts: ReadonlySet<string> = new Set([
  'POST deployments/deployment-operations',
  'POST deployments/publish-operations',
  'POST builds/build-operations',
  'POST asset-repository/assets',
  'POST code-quality/code-analyses',
]);

const minute = 60_000;

/** Times of the accepted requests by kind, in milliseconds since the epoch. */
export type RequestTimes = Map<string, readonly number[]>;

/**
 * Counts a request.
 *
 * @param call - method and route
 * @param now - milliseconds since the epoch
 * @returns a refusal when a limit is exceeded; a refused request is not counted
 */
export function limit(
  times: RequestTimes,
  { requests, posts, hasRetryAfter }: Limits,
  { call, path, now }: { readonly call: string; readonly path: string; readonly now: number },
): Answer | undefined {
  const kinds = [
    { name: domainOf(path), most: requests },
    ...(limitedPosts.has(call) ? [{ name: call, most: posts }] : []),
  ];
  const windows = kinds.map(({ name, most }) => {
    const recent = (times.get(name) ?? []).filter((at) => now - at < minute);
    return { name, most, recent };
  });
  const full = windows.find(({ most, recent }) => recent.length >= most);
  if (!full) {
    for (const { name, recent } of windows) times.set(name, [...recent, now]);
    return undefined;
  }
  const seconds = Math.ceil(((full.recent[0] ?? now) + minute - now) / 1000);
  return tooMany(path, hasRetryAfter ? seconds : undefined);
}

/** Returns a refusal for too many requests. @param seconds - value of `Retry-After`; undefined for none */
export function tooMany(path: string, seconds?: number): Answer {
  const refusal = problem(429, path);
  if (seconds === undefined) return refusal;
  return { ...refusal, headers: { ...refusal.headers, 'Retry-After': String(seconds) } };
}
