import type { Received } from '../simulated-api.ts';

/** Creates a check whether a request is the first one of its credential to its path. */
export function createFirstRequests(): (request: Received) => boolean {
  const seen = new Set<string>();
  return ({ credential, path }) => {
    const key = `${credential} ${path}`;
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  };
}
