import type { WriteAnswers } from '../drop-answer.ts';
import { down, reset } from '../network-scenarios.ts';
import {
  type Answer,
  type AnswerHeaders,
  content,
  htmlPage,
  json,
  type ScenarioLine,
} from '../simulated-api.ts';

/** Behaviour of the simulated receiver for one token. Omitted properties are as in `happy`. */
export interface CdEventsScenario extends ScenarioLine {
  /**
   * Answers without reading the event.
   *
   * @param nth - number of requests of this token so far, including this one
   */
  readonly refuse?: (nth: number, credential: string | undefined) => Answer | undefined;
  /** The answer to a valid event. */
  readonly accept?: Answer;
  /** True if the answer to a valid event rejects it, so it is not stored. */
  readonly drops?: boolean;
  readonly writeAnswers?: WriteAnswers;
}

/** Answers with an error in the shape of a simple receiver. */
export function refuseEvent(status: number, message = general[status], headers: AnswerHeaders = {}): Answer {
  return json(status, { error: message ?? `Error ${status}` }, headers);
}

const general: Readonly<Record<number, string>> = {
  400: 'The event is not valid',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too many events',
};

/** The answer of a receiver that stores events and processes them later. */
export const acceptedEvent: Answer = content(202, 'text/plain', '');

/** All scenarios of the simulated receiver. */
export const cdEventsScenarios: readonly CdEventsScenario[] = [
  { name: 'happy', about: '202 without a body' },
  { name: 'ok-200', about: '200 with JSON', accept: json(200, { status: 'ok', errors: [] }) },
  { name: 'no-content', about: '204', accept: { ...acceptedEvent, status: 204 } },
  {
    name: 'errors-200',
    about: '200 with errors: the event is not stored',
    accept: json(200, { errors: ['no subscription takes this event'] }),
    drops: true,
  },
  {
    name: 'rejected-202',
    about: '202 with the event among the rejected ones',
    accept: json(202, { accepted: [], rejectedEvents: [{ reason: 'the type is not allowed' }] }),
    drops: true,
  },
  {
    name: 'login',
    about: '200 with a login page of a gateway',
    accept: htmlPage(200, 'Log in'),
    drops: true,
  },
  { name: 'unauthorized', about: '401: the token is not known', refuse: () => refuseEvent(401) },
  { name: 'forbidden', about: '403: the token may not send events', refuse: () => refuseEvent(403) },
  { name: 'bad-event', about: '400, always', refuse: () => refuseEvent(400) },
  { name: 'not-found', about: '404: nothing takes events at this address', refuse: () => refuseEvent(404) },
  down,
  { name: 'slow', about: 'stores the event and never answers', writeAnswers: 'stalled' },
  {
    name: 'lost-answers',
    about: 'stores the event and drops the connection, once for each type',
    writeAnswers: 'lost-once',
  },
  {
    name: 'limited',
    about: '429 with Retry-After: 1 on the first request',
    refuse: (nth) => (nth === 1 ? refuseEvent(429, undefined, { 'Retry-After': '1' }) : undefined),
  },
  reset,
  {
    name: 'echo-token',
    about: '400 with the token in the text',
    refuse: (_nth, credential) => refuseEvent(400, `not allowed for ${credential}`),
  },
];
