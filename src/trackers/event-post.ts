import type { ApiClient, RequestOptions } from '../http/client.ts';
import { readErrorText } from '../http/error-text.ts';
import type { FailureFacts } from '../http/failure.ts';
import { TrackerFailure } from '../release/tracker.ts';
import { explaining } from './failure.ts';

/** The server that receives events, and how to explain its refusals. */
export interface EventReceiver {
  readonly server: ApiClient;
  /** Removes secrets from a text of the server. */
  readonly redact: (text: string) => string;
  /** Returns what the user should do about a failed request with this HTTP status. */
  readonly advise: (facts: Pick<FailureFacts, 'status'>) => string;
}

/** The status that advice is given for if the server accepts a request and rejects its content. */
const REJECTED_CONTENT = 422;

/**
 * Posts one event. An answer that carries errors is a refusal, even if its HTTP status is a success.
 * @throws TrackerFailure
 */
export async function postEvent(
  { server, redact, advise }: EventReceiver,
  event: Omit<RequestOptions, 'method'>,
): Promise<void> {
  const errors = await explaining(advise, () =>
    server.text({ ...event, method: 'POST' }, (text) => errorsIn(text, redact)),
  );
  if (errors === undefined) return;
  const { host, pathname } = new URL(event.path, server.base);
  throw new TrackerFailure(
    `The answer is a success, and it rejects the event: ${errors} (POST ${host}${pathname}).`,
    true,
    advise({ status: REJECTED_CONTENT }),
  );
}

/**
 * Finds the errors in an answer: `errors`, `error`, or a list of rejected items.
 * @param text the whole answer: JSON, another text, or empty
 * @returns at most 600 characters without secrets; undefined if the answer carries no errors
 */
export function errorsIn(text: string, redact: (text: string) => string): string | undefined {
  const fields = Object.entries(objectIn(text)).filter(
    ([name, value]) => /^(errors?$|rejected)/i.test(name) && isFilled(value),
  );
  if (fields.length === 0) return undefined;
  // Redact before the text is cut: the redactor does not recognise half a secret.
  const shown = readErrorText(redact(text)).text;
  return shown || readErrorText(redact(JSON.stringify(fields.map(([, value]) => value)))).text;
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // An answer that is no JSON carries no errors that a program could read.
    return {};
  }
}

/** Whether a field says something: `errors: []`, `error: null` and `rejected: 0` do not. */
function isFilled(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return Boolean(value);
  return Object.keys(value).length > 0;
}
