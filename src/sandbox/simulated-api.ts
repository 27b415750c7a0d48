import type { UploadedFile } from './exchange.ts';
import type { ConnectionFault } from './faults.ts';
import type { Token } from './token.ts';

/** Several values are several lines, as cookies have it. */
export type AnswerHeaders = Readonly<Record<string, string | string[]>>;

/** An answer of a simulated server; `fault` breaks its delivery. */
export interface Answer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: string | Uint8Array;
  /** Sent in place of the body, where that is too large to be kept. */
  readonly stream?: Stream;
  readonly fault?: ConnectionFault;
}

/** A body that is made while it is sent. */
export interface Stream {
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

/** A completely received request, as a vendor module sees it. */
export interface Received {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
  /** The credential as sent, decoded from its header. */
  readonly credential: string | undefined;
  /** The credential read as a scenario choice; undefined when it has another form. */
  readonly token: Token | undefined;
  /** The scenario is named in the address; the credential of the request is then of no matter. */
  readonly isTokenInPath: boolean;
  /** Origin under which the client reached the sandbox, for absolute URLs in answers. */
  readonly origin: string;
  /** Notes something a real server or the documentation would object to. */
  readonly object: (violation: string) => void;
}

/** One scenario as listed to people. */
export interface ScenarioLine {
  readonly name: string;
  readonly about: string;
}

/** One simulated API at work: its state and its behaviour. */
export interface SimulatedApi<State> {
  readonly state: State;
  /** Requests whose path starts with one of these belong here; of several APIs, to the one with the longest. */
  readonly prefixes: readonly string[];
  /** Paths are equal in any letter case; the prefixes are in lower case. */
  readonly ignoresCase?: boolean;
  /** Bodies of type `application/octet-stream` are files: counted and dropped, not parsed. */
  readonly takesBytes?: boolean;
  /** The secret in the headers, wherever this API accepts it. */
  readonly credential: (headers: Readonly<Record<string, string>>) => string | undefined;
  /** The secret in the body of a request that has none in its headers: a login. */
  readonly credentialIn?: (path: string, body: Body) => string | undefined;
  /** A refusal in this API's own error shape. */
  readonly refuse: (status: number, path: string) => Answer;
  readonly handle: (request: Received) => Answer;
}

/** A simulated API: its description, and how to open it. */
export interface SimulatedApiModule<State> {
  /** One line: name, paths, where the token goes. */
  readonly title: string;
  readonly scenarios: readonly ScenarioLine[];
  /** @param foreignOrigin - an origin that is not the sandbox, for answers that point away */
  readonly open: (foreignOrigin: string) => SimulatedApi<State>;
}

/** A JSON answer. */
export function json(status: number, value: unknown, headers: AnswerHeaders = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json;charset=UTF-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** An answer of any other media type. */
export function content(
  status: number,
  type: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers: { 'Content-Type': type, ...headers }, body };
}

/** A gateway's or login page in front of the API. */
export function htmlPage(
  status: number,
  title: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const page = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return content(status, 'text/html;charset=UTF-8', page, headers);
}

/** True for a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
