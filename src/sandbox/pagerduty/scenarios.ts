import type { WriteAnswers } from '../drop-answer.ts';
import { down, reset } from '../network-scenarios.ts';
import { type Answer, type AnswerHeaders, json, type Received, type ScenarioLine } from '../simulated-api.ts';

/** Behaviour of the simulated PagerDuty for one key. Omitted properties are as in `happy`. */
export interface PagerDutyScenario extends ScenarioLine {
  /**
   * Answers without reading the event.
   *
   * @param nth - number of requests with this key so far, including this one
   */
  readonly refuse?: (request: Received, nth: number) => Answer | undefined;
  /** The answer that rejects a valid event, which is not stored. */
  readonly reject?: Answer;
  readonly writeAnswers?: WriteAnswers;
}

/** Answers in the error shape of the Events API. */
export function invalidEvent(
  status: number,
  problems: readonly string[],
  headers: AnswerHeaders = {},
): Answer {
  const body = { status: 'invalid event', message: 'Event object is invalid', errors: problems };
  return json(status, body, headers);
}

/** Returns the general refusal for a status. */
export function refuseChange(status: number, headers: AnswerHeaders = {}): Answer {
  return status === 429
    ? json(429, { status: 'throttle exceeded', message: 'Requests are coming in too fast' }, headers)
    : invalidEvent(status, [refusals[status] ?? `Error ${status}`], headers);
}

const invalidKey = "'routing_key' is not a valid integration key";

const refusals: Readonly<Record<number, string>> = {
  400: invalidKey,
  401: invalidKey,
  403: 'The integration key may not send change events',
  404: 'Not Found',
};

/** The answer to a change event that is processed. */
export const processedChange: Answer = json(202, { status: 'success', message: 'Change event processed' });

/** All scenarios of the simulated PagerDuty. */
export const pagerDutyScenarios: readonly PagerDutyScenario[] = [
  { name: 'happy', about: '202, as documented' },
  { name: 'unauthorized', about: '400: the key is not valid', refuse: () => refuseChange(400) },
  { name: 'forbidden', about: '403: the key may not send change events', refuse: () => refuseChange(403) },
  {
    name: 'errors-202',
    about: '202 with errors: the event is not stored',
    reject: invalidEvent(202, ['the service is disabled']),
  },
  down,
  { name: 'slow', about: 'stores the event and never answers', writeAnswers: 'stalled' },
  {
    name: 'lost-answers',
    about: 'stores the event and drops the connection, once for each status',
    writeAnswers: 'lost-once',
  },
  {
    name: 'limited',
    about: '429 with Retry-After: 1 on the first request',
    refuse: (_request, nth) => (nth === 1 ? refuseChange(429, { 'Retry-After': '1' }) : undefined),
  },
  { name: 'limited-always', about: '429 on every request', refuse: () => refuseChange(429) },
  reset,
  {
    name: 'echo-body',
    about: '400 with the whole body in the text, the key included',
    refuse: ({ body }) => invalidEvent(400, [`cannot process ${body.kind === 'json' ? body.text : ''}`]),
  },
  {
    name: 'echo-body-500',
    about: '500 with the whole body as its text',
    refuse: ({ body }) => ({ ...refuseChange(500), body: body.kind === 'json' ? body.text : '' }),
  },
];
