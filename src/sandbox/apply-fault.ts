import { type AnswerFaultKind, distort, type RawFault } from './answer-faults.ts';
import type { ConnectionFault, FaultKind } from './faults.ts';
import { type Answer, content, htmlPage } from './simulated-api.ts';

/** The facts of a request that a fault answer depends on. */
interface FaultContext {
  /** Path and query. */
  readonly path: string;
  /** Target origin of a redirect. */
  readonly redirectTo: string;
  /** The secret that the request carried; empty if it carried none. */
  readonly credential: string;
  /** Returns a refusal in the vendor's own error shape. */
  readonly refuse: (status: number) => Answer;
  /** The answer after processing; undefined when the request was not processed. */
  readonly real?: Answer;
}

const retryAfter = { 'Retry-After': '1' };
const jsonType = 'application/json;charset=UTF-8';

/** Keeps the answer and marks its delivery as broken. */
const broken =
  (fault: ConnectionFault) =>
  ({ real, refuse }: FaultContext): Answer => ({ ...(real ?? refuse(500)), fault });

const refused =
  (status: number) =>
  ({ refuse }: FaultContext): Answer =>
    refuse(status);

const distorted =
  (kind: Exclude<AnswerFaultKind, RawFault>) =>
  ({ real, refuse, credential }: FaultContext): Answer =>
    distort(kind, real ?? refuse(500), credential);

const faultAnswers: Readonly<Record<FaultKind, (site: FaultContext) => Answer>> = {
  'reset-before': broken('reset-before'),
  'reset-after': broken('reset-after'),
  'cut-body': broken('cut-body'),
  stall: broken('stall'),
  'stall-body': broken('stall-body'),
  '500-before': refused(500),
  '500-after': refused(500),
  '502-html': () => htmlPage(502, '502 Bad Gateway'),
  '503-retry-after': () => htmlPage(503, '503 Service Temporarily Unavailable', retryAfter),
  '503-after': () => htmlPage(503, '503 Service Temporarily Unavailable', retryAfter),
  '504-after': () => htmlPage(504, '504 Gateway Time-out'),
  'html-200': () => htmlPage(200, 'Sign in'),
  'empty-200': () => content(200, jsonType, ''),
  'garbage-json': () => content(200, jsonType, '{"uuid":"00000000-0000-4000-8000-0000'),
  '401': refused(401),
  '403': refused(403),
  '404': refused(404),
  '409': refused(409),
  '429': ({ refuse }) => {
    const refusal = refuse(429);
    return { ...refusal, headers: { ...refusal.headers, ...retryAfter } };
  },
  redirect: ({ path, redirectTo }) =>
    content(307, 'text/plain', '', { Location: `${new URL(redirectTo).origin}${path}` }),
  switch: broken('switch'),
  drip: broken('drip'),
  stray: broken('stray'),
  flood: distorted('flood'),
  deep: distorted('deep'),
  many: distorted('many'),
  page: distorted('page'),
  mark: distorted('mark'),
  echo: distorted('echo'),
  quote: distorted('quote'),
};

/** Returns the answer that replaces the real one. */
export function applyFault(kind: FaultKind, site: FaultContext): Answer {
  return faultAnswers[kind](site);
}
