import { type Answer, json } from '../simulated-api.ts';

/** Answers in Appian's error shape: a code as title and a sentence as message. */
export function appianError(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return json(status, { title: `APNX-1-${code}`, message }, headers);
}

/** Answers 400 with a code of the external deployments area, `APNX-1-4552-<number>`. */
export function badRequest(number: number, message: string): Answer {
  return appianError(400, `4552-${String(number).padStart(3, '0')}`, message);
}

/** Returns Appian's recorded refusal for a status on this path; a general one if none is recorded. */
export function refuseAppian(status: number, path: string): Answer {
  switch (status) {
    case 401:
      return appianError(401, '4187-000', 'The credentials provided are invalid.');
    case 403:
      return appianError(403, '4552-000', 'External deployments are not enabled in this environment.');
    case 404:
      return path.includes('/inspections')
        ? appianError(404, '4552-006', 'The inspection was not found.')
        : appianError(404, '4552-007', 'The deployment was not found.');
    case 405:
      return appianError(405, '0000-000', 'Method Not Allowed');
    case 409:
      return appianError(409, '4552-002', 'Concurrency limit reached');
    case 429:
      return appianError(429, '4552-002', 'Too many requests');
    default:
      return appianError(status, '4552-004', 'An unexpected error occurred.');
  }
}
