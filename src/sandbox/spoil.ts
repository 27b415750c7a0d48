import type { ConnectionFault, FaultKind } from './faults.ts';
import { type Answer, content, htmlPage } from './vendor.ts';

/** What the spoilt answer needs to know about the request. */
export interface FaultSite {
  /** Path and query. */
  readonly path: string;
  /** Origin a redirect leads to. */
  readonly redirectTo: string;
  /** The vendor's own error shape. */
  readonly refuse: (status: number) => Answer;
  /** The answer after processing; absent when the request was not processed. */
  readonly real?: Answer;
}

const retryAfter = { 'Retry-After': '1' };
const jsonType = 'application/json;charset=UTF-8';

/** Keeps the answer, for the delivery to break. */
const broken =
  (fault: ConnectionFault) =>
  ({ real, refuse }: FaultSite): Answer => ({ ...(real ?? refuse(500)), fault });

const refused =
  (status: number) =>
  ({ refuse }: FaultSite): Answer =>
    refuse(status);

const spoilers: Readonly<Record<FaultKind, (site: FaultSite) => Answer>> = {
  'reset-before': broken('reset-before'),
  'reset-after': broken('reset-after'),
  'cut-body': broken('cut-body'),
  stall: broken('stall'),
  'stall-body': broken('stall-body'),
  '500-before': refused(500),
  '500-after': refused(500),
  '502-html': () => htmlPage(502, '502 Bad Gateway'),
  '503-retry-after': () => htmlPage(503, '503 Service Temporarily Unavailable', retryAfter),
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
};

/** The answer that is sent instead of the real one. */
export function spoil(kind: FaultKind, site: FaultSite): Answer {
  return spoilers[kind](site);
}
