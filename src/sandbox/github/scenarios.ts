import { hostileProblems } from '../appian/problems.ts';
import type { WriteAnswers } from '../drop-answer.ts';
import { type Answer, htmlPage, type Received, type ScenarioLine } from '../simulated-api.ts';
import { gitHubError, refuseGitHub } from './errors.ts';

/** Behaviour of the simulated GitHub for one token. Omitted properties are as in `happy`. */
export interface GitHubScenario extends ScenarioLine {
  /**
   * Called before every request. A returned answer is sent instead of processing the request.
   *
   * @param nth - number of calls of this method and route so far, including this one
   */
  readonly refuse?: (request: Received, nth: number) => Answer | undefined;
  /** True when every ref is unknown. */
  readonly hasNoRefs?: boolean;
  readonly writeAnswers?: WriteAnswers;
}

const isWrite = ({ method }: Received): boolean => method === 'POST';

/** Seconds until the hourly limit ends. */
const untilReset = 3000;

/** All scenarios of the simulated GitHub. */
export const gitHubScenarios: readonly GitHubScenario[] = [
  { name: 'happy', about: 'deployments and statuses; main has moved on and a check is pending' },
  {
    name: 'forbidden',
    about: '403 on writes: the token lacks deployments: write',
    refuse: (request) =>
      isWrite(request)
        ? gitHubError(
            403,
            'Resource not accessible by integration',
            {},
            { 'X-Accepted-GitHub-Permissions': 'deployments=write' },
          )
        : undefined,
  },
  { name: 'not-found', about: '404: the token may not see the repository', refuse: () => refuseGitHub(404) },
  { name: 'unauthorized', about: '401: the token is not known', refuse: () => refuseGitHub(401) },
  { name: 'unknown-ref', about: '422: the commit is not there', hasNoRefs: true },
  {
    name: 'limited',
    about: '403 with x-ratelimit-remaining: 0, always: the hourly limit',
    refuse: () =>
      gitHubError(
        403,
        'API rate limit exceeded for installation ID 1.',
        {},
        {
          'X-RateLimit-Limit': '1000',
          'X-RateLimit-Remaining': '0',
          'X-RateLimit-Reset': String(Math.floor(Date.now() / 1000) + untilReset),
        },
      ),
  },
  {
    name: 'limited-secondary',
    about: '429 with retry-after: 1 on the first request of each kind',
    refuse: (_request, nth) => (nth === 1 ? secondaryLimit(429) : undefined),
  },
  {
    name: 'limited-secondary-403',
    about: 'the same as 403, its older form',
    refuse: (_request, nth) => (nth === 1 ? secondaryLimit(403) : undefined),
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
    refuse: () => ({ ...refuseGitHub(500), fault: 'reset-before' }),
  },
  {
    name: 'lost-answers',
    about: 'carries out writes and drops the connection: the first create, the first status of each state',
    writeAnswers: 'lost-once',
  },
  {
    name: 'hostile',
    about: 'writes are refused (422) with workflow commands, markup, control characters',
    refuse: (request) =>
      isWrite(request)
        ? gitHubError(422, hostileProblems.map(({ message }) => message).join('\n'))
        : undefined,
  },
  {
    name: 'echo-token',
    about: 'writes are refused (422) with the token in the text',
    refuse: (request) =>
      isWrite(request)
        ? gitHubError(422, `not allowed: ${request.headers['authorization']} ${request.credential}`)
        : undefined,
  },
];

function secondaryLimit(status: 403 | 429): Answer {
  const text = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  return gitHubError(status, text, {}, { 'Retry-After': '1' });
}
