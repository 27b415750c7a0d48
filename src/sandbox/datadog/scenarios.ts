import type { WriteAnswers } from '../drop-answer.ts';
import { down, reset } from '../network-scenarios.ts';
import { type Answer, type AnswerHeaders, json, type ScenarioLine } from '../simulated-api.ts';

/** Behaviour of the simulated Datadog for one key. Omitted properties are as in `happy`. */
export interface DatadogScenario extends ScenarioLine {
  /**
   * Answers without reading the deployment.
   *
   * @param nth - number of requests with this key so far, including this one
   */
  readonly refuse?: (nth: number, credential: string | undefined) => Answer | undefined;
  /** The answer that rejects a valid deployment, which is not stored. */
  readonly reject?: Answer;
  readonly writeAnswers?: WriteAnswers;
}

/** Answers in Datadog's error shape. */
export function datadogError(
  status: number,
  problems: readonly string[],
  headers: AnswerHeaders = {},
): Answer {
  return json(status, { errors: problems }, headers);
}

/** Returns the general refusal for a status. */
export function refuseDatadog(status: number, headers: AnswerHeaders = {}): Answer {
  return datadogError(status, [refusals[status] ?? `Error ${status}`], headers);
}

const refusals: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  429: 'Too many requests',
};

/** All scenarios of the simulated Datadog. */
export const datadogScenarios: readonly DatadogScenario[] = [
  { name: 'happy', about: '202 with the id' },
  {
    name: 'unauthorized',
    about: '403, as for every key that is not known',
    refuse: () => refuseDatadog(403),
  },
  { name: 'bad-request', about: '400, always', refuse: () => refuseDatadog(400) },
  {
    name: 'errors-202',
    about: '202 with errors: the deployment is not stored',
    reject: datadogError(202, ['the service is not in the catalog']),
  },
  down,
  { name: 'slow', about: 'stores the deployment and never answers', writeAnswers: 'stalled' },
  {
    name: 'lost-answers',
    about: 'stores the deployment and drops the connection, once',
    writeAnswers: 'lost-once',
  },
  {
    name: 'limited',
    about: '429 with X-RateLimit-Reset: 1 on the first request',
    refuse: (nth) =>
      nth === 1 ? refuseDatadog(429, { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '1' }) : undefined,
  },
  reset,
  {
    name: 'echo-key',
    about: '400 with the key in the text',
    refuse: (_nth, credential) => datadogError(400, [`not allowed for ${credential}`]),
  },
];
