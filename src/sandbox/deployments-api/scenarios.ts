import { hostileProblems } from '../appian/problems.ts';
import type { WriteAnswers } from '../drop-answer.ts';
import { type Answer, htmlPage, type Received, type ScenarioLine } from '../simulated-api.ts';
import { refuseTracker, trackerError } from './errors.ts';

/** Behaviour of the simulated Deployments API for one token. Omitted properties are as in `happy`. */
export interface DeploymentsApiScenario extends ScenarioLine {
  /**
   * Called before every request. A returned answer is sent instead of processing the request.
   *
   * @param call - method and route, with a star for the key: `PATCH deployments/*`
   * @param nth - number of calls of this kind so far, including this one
   */
  readonly refuse?: (request: Received, call: string, nth: number) => Answer | undefined;
  /**
   * `a`: `/api/x`, lists are bare arrays. `b` (default): `/api/v1/x`.
   * `c`: logins set only cookies, writes need `X-Organization-Id`, `/api/x` redirects to `/api/v1/x`.
   */
  readonly era?: 'a' | 'b' | 'c';
  /** True when the user does not belong to any organization. */
  readonly isStranger?: boolean;
  /** True when the user has read-only permission. */
  readonly isReader?: boolean;
  /** Amount of components, environments and deployments; default: the usual ones. */
  readonly world?: 'empty' | 'many';
  /** Number of requests that a token is valid for; default: no limit. */
  readonly tokenUses?: number;
  /** True when a token expires once any deployment changes to `in_progress` after its issue. */
  readonly expiresOnStart?: boolean;
  /** Number of requests between two refusals (429); default: no limit. */
  readonly limit?: number;
  readonly writeAnswers?: WriteAnswers;
  /** Malformed identifier in answers instead of a UUID. */
  readonly deploymentId?: string;
  /** True when another user sets each record to failed as soon as it is in progress. */
  readonly isFailedElsewhere?: boolean;
  /** True when `GET latest` works; by default it fails as on PostgreSQL. */
  readonly hasLatest?: boolean;
  readonly matrix?: 'broken' | 'documented';
}

/** The only valid organization in era C. */
export const organizationId = '0a000000-0000-4000-8000-000000000001';

/** Numbers of requests in the scenarios that count them. */
const counts = { tokenUses: 4, limit: 10 };

const isWrite = (call: string): boolean => /^(?:POST|PATCH) deployments/.test(call);

const throttled = (path: string): Answer => {
  const refusal = refuseTracker(429, path);
  return { ...refusal, headers: { ...refusal.headers, 'Retry-After': '1' } };
};

/** All scenarios of the simulated Deployments API. */
export const deploymentsApiScenarios: readonly DeploymentsApiScenario[] = [
  { name: 'happy', about: 'the first versioned release: /api/v1, a token for a login' },
  { name: 'era-a', about: 'an older release: /api without v1, lists are bare arrays', era: 'a' },
  {
    name: 'era-c',
    about: `a newer release: logins set cookies alone, writes need X-Organization-Id: ${organizationId}, /api/x answers 308`,
    era: 'c',
  },
  {
    name: 'era-c-stranger',
    about: 'the same, and the account belongs to no organization: 403 ORG_STALE_MEMBERSHIP',
    era: 'c',
    isStranger: true,
  },
  { name: 'empty', about: 'no components, no environments, no deployments', world: 'empty' },
  { name: 'many', about: 'more than 100 components and environments', world: 'many' },

  {
    name: 'token-expires',
    about: `401 for a token that was good for ${counts.tokenUses} requests`,
    tokenUses: counts.tokenUses,
  },
  {
    name: 'token-expires-on-start',
    about: '401 for every token handed out before a deployment went to in_progress',
    expiresOnStart: true,
  },
  {
    name: 'unauthorized',
    about: '401 for every token and every login',
    refuse: ({ path }, call) =>
      call === 'POST auth/login' ? trackerError(401, path, 'Invalid credentials') : refuseTracker(401, path),
  },
  { name: 'forbidden', about: 'an account that may read only: 403 on writes', isReader: true },

  {
    name: 'throttled',
    about: `429 with Retry-After: 1 after every ${counts.limit} requests`,
    limit: counts.limit,
  },
  {
    name: 'throttled-login',
    about: '429 with Retry-After: 1 on the first login',
    refuse: ({ path }, call, nth) => (call === 'POST auth/login' && nth === 1 ? throttled(path) : undefined),
  },
  {
    name: 'throttled-always',
    about: '429 with Retry-After: 1 on every write',
    refuse: ({ path }, call) => (isWrite(call) ? throttled(path) : undefined),
  },
  {
    name: 'down',
    about: '503 with an HTML page, always',
    refuse: () => htmlPage(503, '503 Service Unavailable'),
  },
  {
    name: 'slow',
    about: 'carries out every write and never answers it; reads are answered',
    writeAnswers: 'stalled',
  },
  {
    name: 'reset',
    about: 'drops every connection without an answer',
    refuse: ({ path }) => ({ ...refuseTracker(500, path), fault: 'reset-before' }),
  },
  {
    name: 'lost-answers',
    about: 'carries out writes and drops the connection: the first create, the first change to each status',
    writeAnswers: 'lost-once',
  },
  {
    name: 'failed-elsewhere',
    about: 'somebody else fails each record as soon as it is in progress',
    isFailedElsewhere: true,
  },
  { name: 'bad-id', about: 'the id of a new record is ../../x', deploymentId: '../../x' },
  {
    name: 'hostile',
    about: 'writes are refused (400) with workflow commands, markup, control characters',
    refuse: ({ path }, call) =>
      isWrite(call)
        ? trackerError(
            400,
            path,
            hostileProblems.map(({ message }) => message),
          )
        : undefined,
  },
  {
    name: 'echo-token',
    about: 'writes are refused (400) with the token in the text',
    refuse: ({ path, headers, credential }, call) =>
      isWrite(call)
        ? trackerError(
            400,
            path,
            `not allowed for ${credential}: ${headers['authorization'] ?? headers['cookie'] ?? ''}`,
          )
        : undefined,
  },

  { name: 'latest-works', about: 'GET latest answers; everywhere else it is a 500', hasLatest: true },
  { name: 'matrix-broken', about: 'GET matrix is a 500', matrix: 'broken' },
  { name: 'matrix-documented', about: 'GET matrix as documented, not as released', matrix: 'documented' },
];
