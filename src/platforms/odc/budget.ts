import type { Clock } from '../../shared/clock.ts';

/**
 * The rate limits of OutSystems Developer Cloud, for each organization and minute: requests to one API, and POST
 * requests to one endpoint
 * (https://success.outsystems.com/documentation/outsystems_developer_cloud/odc_rest_apis/rate_limiting/).
 */
const MOST = { requests: 100, posts: 10 } as const;
/** The length of the window, in milliseconds, with a second for the way to the server. */
const WINDOW_MS = 61_000;

/** The endpoints whose POST requests have a limit of their own, by the path below `/api/`. */
const LIMITED_POSTS = [
  'deployments/v1/deployment-operations',
  'builds/v1/build-operations',
  'asset-repository/v1/assets',
] as const;

/** Keeps the rate limits, so that the server never has to refuse a request. */
export interface RateBudget {
  /**
   * Resolves when a request may be sent, and counts it.
   * @param path below `/api/`
   * @throws the signal's reason
   */
  take(method: string, path: string, signal: AbortSignal): Promise<void>;
}

/**
 * Creates the budget of one run.
 * @param onWait called before a wait, with the name of the limit and the time in milliseconds
 */
export function createRateBudget(clock: Clock, onWait: (limit: string, ms: number) => void): RateBudget {
  const windows = new Map<string, number[]>();

  /** Takes a place in the window of a limit, in order of the calls. */
  async function pass(limit: string, most: number, signal: AbortSignal): Promise<void> {
    const sent = windows.get(limit) ?? [];
    windows.set(limit, sent);
    for (;;) {
      const now = clock.now();
      while ((sent[0] ?? now) + WINDOW_MS <= now) sent.shift();
      if (sent.length < most) {
        sent.push(now);
        return;
      }
      const ms = (sent[0] ?? now) + WINDOW_MS - now;
      onWait(limit, ms);
      await clock.sleep(ms, signal);
    }
  }

  return {
    async take(method, path, signal) {
      const bare = path.split('?', 1).join('');
      const [api = ''] = bare.split('/');
      if (method === 'POST' && LIMITED_POSTS.some((each) => each === bare))
        await pass(`POST ${bare}`, MOST.posts, signal);
      await pass(api, MOST.requests, signal);
    },
  };
}
