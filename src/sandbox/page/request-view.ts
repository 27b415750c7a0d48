import type { Exchange } from '../exchange.ts';
import type { ObservedFacts } from '../server.ts';
import type { Answer } from '../simulated-api.ts';
import { parseToken } from '../token.ts';

/** A request in the form that the page and the JSON log show: without credentials. */
export interface RequestView {
  readonly index: number;
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly method: string;
  /** Path and query, without a scenario. */
  readonly path: string;
  /** null if no answer was sent. */
  readonly status: number | null;
  /** Processing time. */
  readonly milliseconds: number;
  /** Name of the scenario; null if the credential names none. */
  readonly scenario: string | null;
  /** Name of the fault; null if none. */
  readonly fault: string | null;
  readonly violations: readonly string[];
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** The JSON of the request, indented; null if it has none. */
  readonly request: string | null;
  /** The start of the answer; null if it has no text. */
  readonly answer: string | null;
}

const MASK = '***';

/** Maximum length of the kept text of a body, in characters. */
const longestBody = 20_000;

/** Minimum length of a secret that is masked, in characters; masking shorter texts makes other texts unreadable. */
const shortestSecret = 4;

const secretName =
  /^(?:password|token|refreshToken|access_token|client_secret|apiKey|appKey|routing_key|secret|authorization)$/i;

/**
 * Converts an exchange into the redacted form for the page and the log.
 *
 * @param now - milliseconds since the epoch
 */
export function viewRequest(
  exchange: Exchange,
  answer: Answer,
  facts: ObservedFacts,
  now: number,
): RequestView {
  const { index, method, status, fault, violations, files, json } = exchange;
  const hide = masking(exchange, facts.credential);
  const shown = json === undefined ? null : JSON.stringify(withoutSecrets(json), null, 2);
  return {
    index,
    time: new Date(now).toISOString(),
    method,
    path: hide(facts.target),
    status,
    milliseconds: facts.milliseconds,
    scenario: (facts.credential !== undefined && parseToken(facts.credential)?.scenario) || null,
    fault: fault ?? null,
    violations: violations.map(hide),
    files: files.map(({ fileName, bytes }) => ({ name: hide(fileName), bytes })),
    request: shown === null ? null : cut(hide(shown)),
    answer: status === null ? null : answerText(answer, hide),
  };
}

/** Returns a function that masks the credentials of a request everywhere in a text. */
function masking({ headers }: Exchange, credential: string | undefined): (text: string) => string {
  const secrets = [
    credential,
    headers['x-bp-app-key'],
    headers['dd-api-key'],
    headers['x-cicdprobe-key'],
    ...[headers['authorization'], headers['cookie'], headers['appian-api-key']].flatMap((value) =>
      value === undefined ? [] : [value, ...value.split(/[\s;=]+/)],
    ),
  ]
    .filter((secret) => secret !== undefined)
    .filter((secret) => secret.length >= shortestSecret && !/^(?:bearer|basic|token)$/i.test(secret));
  const longestFirst = [...new Set(secrets)].toSorted((a, b) => b.length - a.length);
  return (text) => {
    let masked = text;
    for (const secret of longestFirst) {
      for (const form of new Set([secret, encodeURIComponent(secret)]))
        masked = masked.replaceAll(form, MASK);
    }
    return masked;
  };
}

function answerText({ body, headers, stream }: Answer, hide: (text: string) => string): string | null {
  const type = String(headers['Content-Type'] ?? '');
  if (stream) return `(${stream.bytes} bytes, ${type})`;
  if (typeof body !== 'string') return body.length === 0 ? null : `(${body.length} bytes, ${type})`;
  if (body === '') return null;
  return cut(hide(indented(body.slice(0, 10 * longestBody))));
}

function indented(text: string): string {
  try {
    return JSON.stringify(withoutSecrets(JSON.parse(text)), null, 2);
  } catch {
    return text;
  }
}

/** Masks the values of properties with the name of a secret. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      secretName.test(name) && typeof each === 'string' ? MASK : withoutSecrets(each),
    ]),
  );
}

function cut(text: string): string {
  const rest = text.length - longestBody;
  return rest > 0 ? `${text.slice(0, longestBody)}\n(${rest} more characters)` : text;
}
