import type { Exchange } from '../exchange.ts';
import type { ObservedFacts } from '../server.ts';
import type { Answer } from '../simulated-api.ts';
import { parseToken } from '../token.ts';

/** A request as the page and the JSON log show it: without credentials. */
export interface RequestView {
  readonly index: number;
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly method: string;
  /** Path and query, without a scenario. */
  readonly path: string;
  /** null: no answer was sent. */
  readonly status: number | null;
  readonly milliseconds: number;
  /** Name of the scenario, where the credential names one. */
  readonly scenario: string | null;
  readonly fault: string | null;
  readonly violations: readonly string[];
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** The JSON of the request, indented; null without any. */
  readonly request: string | null;
  /** The beginning of the answer; null without a text. */
  readonly answer: string | null;
}

const MASK = '***';

/** Longest text of a body that is kept, in characters. */
const longestBody = 20_000;

/** Shortest text that is masked wherever it stands; a shorter one would make other texts unreadable. */
const shortestSecret = 4;

const secretName = /^(?:password|token|refreshToken|access_token|apiKey|appKey|secret|authorization)$/i;

/** @param now - milliseconds since the epoch */
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

/** Masks the credentials of a request wherever they stand in a text. */
function masking({ headers }: Exchange, credential: string | undefined): (text: string) => string {
  const secrets = [
    credential,
    headers['x-bp-app-key'],
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

/** Masks the values of properties that are named as secrets. */
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
