import { type Answer, type AnswerHeaders, json } from '../simulated-api.ts';

/** Answers in BigPanda's older error shape. */
export function errors(status: number, texts: readonly string[], headers: AnswerHeaders = {}): Answer {
  return json(status, { response: { errors: texts } }, headers);
}

/** Answers in BigPanda's newer error shape. */
export function newErrors(status: number, texts: readonly string[], headers: AnswerHeaders = {}): Answer {
  return json(status, { status, errors: texts }, headers);
}

/** Returns the refusal for a status, in one of the two shapes. */
export function refuse(status: number, headers: AnswerHeaders = {}, shape = errors): Answer {
  return shape(status, [refusals[status] ?? `Error ${status}`], headers);
}

const refusals: Readonly<Record<number, string>> = {
  400: 'Missing mandatory field: version',
  401: 'Invalid or missing authentication token',
  403: 'Access denied',
  404: 'The requested endpoint does not exist',
  405: 'Method not allowed',
  409: 'Conflict',
  429: 'Rate limit exceeded: 5 requests per second',
  500: 'Internal error, retry the request after some time',
};
