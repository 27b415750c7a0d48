import type { UploadedFile } from './exchange.ts';
import type { ConnectionFault } from './faults.ts';
import type { Token } from './token.ts';

/** Header names and values. A list of values becomes several header lines, as for cookies. */
export type AnswerHeaders = Readonly<Record<string, string | string[]>>;

/** An answer of a simulated server; `fault` breaks its delivery. */
export interface Answer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: string | Uint8Array;
  /** Sent instead of `body` when the body is too large to keep in memory. */
  readonly stream?: Stream;
  readonly fault?: ConnectionFault;
}

/** A body that is generated during delivery. */
export interface Stream {
  /** Total length of all chunks. */
  readonly bytes: number;
  chunks(): Iterable<Uint8Array>;
}

/** A request body after reading. `unreadable` carries the reason. */
export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown; readonly text: string }
  | { readonly kind: 'bytes'; readonly file: UploadedFile }
  | { readonly kind: 'form'; readonly fields: readonly FormField[]; readonly files: readonly UploadedFile[] }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly text?: string };

/** A multipart part that is not a file. */
export interface FormField {
  readonly name: string;
  readonly value: string;
  readonly contentType: string;
}

/** A completely received request, in the form that a vendor module handles. */
export interface Received {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
  /** The credential as sent, decoded from its header; undefined if absent. */
  readonly credential: string | undefined;
  /** The credential parsed as a scenario choice; undefined when it has another form. */
  readonly token: Token | undefined;
  /** True when the address names the scenario; the API then ignores the credential of the request. */
  readonly isTokenInPath: boolean;
  /** Origin that the client used to reach the sandbox, for absolute URLs in answers. */
  readonly origin: string;
  /** Records a violation that a real server or the documentation would report. */
  readonly object: (violation: string) => void;
}

/** One scenario as listed for users. */
export interface ScenarioLine {
  readonly name: string;
  readonly about: string;
}

/** One running simulated API: its state and its behaviour. */
export interface SimulatedApi<State> {
  readonly state: State;
  /** Path prefixes of this API. If several APIs match a path, the longest prefix wins. */
  readonly prefixes: readonly string[];
  /** Paths are compared without regard to letter case; the prefixes are in lower case. */
  readonly ignoresCase?: boolean;
  /** Bodies of type `application/octet-stream` are files: counted and dropped, not parsed. */
  readonly takesBytes?: boolean;
  /** Returns the secret from the headers, at any place this API accepts; undefined if absent. */
  readonly credential: (headers: Readonly<Record<string, string>>) => string | undefined;
  /** Returns the secret from the body of a login request, which has none in its headers; undefined if absent. */
  readonly credentialIn?: (path: string, body: Body) => string | undefined;
  /** Returns a refusal in this API's own error shape. */
  readonly refuse: (status: number, path: string) => Answer;
  readonly handle: (request: Received) => Answer;
}

/** Description of a simulated API, and the function that opens it. */
export interface SimulatedApiModule<State> {
  /** One line: name, paths, and the place of the token. */
  readonly title: string;
  readonly scenarios: readonly ScenarioLine[];
  /** @param foreignOrigin - an origin outside the sandbox, for answers with foreign URLs */
  readonly open: (foreignOrigin: string) => SimulatedApi<State>;
}

/** Creates a JSON answer. */
export function json(status: number, value: unknown, headers: AnswerHeaders = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json;charset=UTF-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** Creates an answer of any other media type. */
export function content(
  status: number,
  type: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers: { 'Content-Type': type, ...headers }, body };
}

/** Creates an HTML page like the one of a gateway or login page in front of the API. */
export function htmlPage(
  status: number,
  title: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const page = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return content(status, 'text/html;charset=UTF-8', page, headers);
}

/** Returns true for a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
