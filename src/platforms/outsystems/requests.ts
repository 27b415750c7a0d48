import type { RequestOptions } from '../../http/client.ts';

/** How long one request to LifeTime may be repeated after its first failure, in milliseconds. */
export const PATIENCE_MS = { ask: 60_000, look: 300_000, effect: 60_000, underway: Infinity } as const;

/** A request that changes nothing. */
export function get(path: string, signal: AbortSignal): RequestOptions {
  return { method: 'GET', path, retry: 'read', patienceMs: PATIENCE_MS.ask, signal };
}

/** A request that changes something, so that it is repeated only if it cannot have arrived. */
export function act(path: string, signal: AbortSignal, body?: RequestOptions['body']): RequestOptions {
  const patienceMs = PATIENCE_MS.effect;
  const query = { method: 'POST', path, retry: 'effect', patienceMs, signal, thinks: true } as const;
  return body ? { ...query, body } : query;
}

/** A key as one part of a path. */
export function segment(key: string): string {
  return encodeURIComponent(key);
}

/** The path of a plan, with a slash at its end. */
export const planPath = (key: string): string => `deployments/${segment(key)}/`;
/** The path of an application, with a slash at its end. */
export const applicationPath = (key: string): string => `applications/${segment(key)}/`;
/** The path of an environment, with a slash at its end. */
export const environmentPath = (key: string): string => `environments/${segment(key)}/`;
