import { type Answer, json } from '../simulated-api.ts';

/** Answers in the error shape of the Deployments API. `message` is a list for errors in a body or query. */
export function trackerError(
  status: number,
  path: string,
  message: string | readonly string[],
  more: Readonly<Record<string, string>> = {},
): Answer {
  return json(status, { statusCode: status, timestamp: new Date().toISOString(), path, message, ...more });
}

/** Returns the general refusal for a status. */
export function refuseTracker(status: number, path: string): Answer {
  return trackerError(status, path, general[status] ?? 'Internal server error');
}

const general: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden resource',
  404: 'Not Found',
  409: 'Conflict',
  429: 'ThrottlerException: Too Many Requests',
};

/** Thrown by a handler that cannot serve a request; the server answers with its status and texts. */
export class Refused extends Error {
  readonly status: number;
  readonly texts: string | readonly string[];
  readonly more: Readonly<Record<string, string>>;

  constructor(
    status: number,
    texts: string | readonly string[],
    more: Readonly<Record<string, string>> = {},
  ) {
    super(String(texts));
    this.status = status;
    this.texts = texts;
    this.more = more;
  }
}
