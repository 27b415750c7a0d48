import { keyOf } from '../keys.ts';
import { type Answer, json } from '../simulated-api.ts';

/** Thrown by a handler that cannot serve a request; the server sends the problem. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

/** Three letters of each API domain, as in its error codes. */
const codes: Readonly<Record<string, string>> = {
  deployments: 'DPL',
  builds: 'BLD',
  'asset-repository': 'ASR',
  'asset-configurations': 'CFG',
  'dependency-management': 'DPM',
  'code-quality': 'CDQ',
  portfolios: 'PRT',
};

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

const details: Readonly<Record<number, string>> = {
  401: 'The access token is missing, invalid or expired.',
  403: 'The API client does not have the required permission.',
  404: 'The requested resource was not found.',
  405: 'The requested method is not allowed.',
  409: 'The resource was changed by another request.',
  429: 'The rate limit of the organization is exceeded.',
  500: 'An unexpected error occurred.',
};

/** Returns the API domain of a path: `builds` of `/api/builds/v1/…`; an empty text for any other path. */
export function domainOf(path: string): string {
  return /^\/api\/([a-z-]+)\//.exec(path)?.[1] ?? '';
}

/** Answers with an RFC 7807 problem. Dependency management has neither `traceId` nor `errorCode`. */
export function problem(status: number, path: string, detail?: string): Answer {
  const domain = domainOf(path);
  const support = {
    traceId: keyOf('trace', path, String(status)).replaceAll('-', ''),
    errorCode: `OS-${codes[domain] ?? 'API'}-${status}00`,
  };
  return json(status, {
    type: `https://httpstatuses.io/${status}`,
    title: titles[status] ?? 'Error',
    status,
    detail: detail ?? details[status] ?? null,
    instance: path,
    ...(domain !== 'dependency-management' && support),
  });
}

/** Returns the same refusal with null in every property that can be null. */
export function withNulls(answer: Answer): Answer {
  const empty = {
    type: null,
    title: null,
    status: null,
    detail: null,
    instance: null,
    traceId: null,
    errorCode: null,
  };
  return answer.status < 400 ? answer : { ...answer, body: JSON.stringify(empty) };
}

const nullIfEmpty = (_name: string, value: unknown): unknown =>
  Array.isArray(value) && value.length === 0 ? null : value;

/** Returns the same answer with null instead of each empty list. */
export function withoutEmptyLists(answer: Answer): Answer {
  if (typeof answer.body !== 'string' || answer.body === '' || answer.status >= 300) return answer;
  return { ...answer, body: JSON.stringify(JSON.parse(answer.body), nullIfEmpty) };
}

/** Returns the general refusal for a status; the identity server has its own shape. */
export function refuseOdc(status: number, path: string): Answer {
  return domainOf(path) === '' ? identityError(status) : problem(status, path);
}

/** Answers in the error shape of OAuth 2, as the identity server does. */
export function identityError(
  status: number,
  error = 'invalid_request',
  text = titles[status] ?? 'Error',
): Answer {
  return json(status, { error, error_description: text });
}
