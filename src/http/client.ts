import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { withLastFailure } from '../release/outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { isHtml, readErrorText } from './error-text.ts';
import { type FailureFacts, type FailureKind, HttpFailure, UnreadableAnswer } from './failure.ts';
import { type AnswerLimit, PLATFORM_LIMIT, readJsonText, type Streamed } from './json-answer.ts';
import { ProxyError } from './proxy.ts';
import type { Body, ClientCertificate, HttpRequest } from './request.ts';
import { mayRepeat, parseRateLimit, pauseBefore, type RetryClass } from './retry.ts';
import { type Transport, TransportError } from './transport.ts';

export { UnreadableAnswer };

/** The settings of a client for one server. The client sends the headers and the certificate to this server only. */
export interface ApiClientOptions {
  /** The product's name, for messages: `Appian`. */
  readonly name: string;
  /** Every request path is below this URL. No answer of the server can change that. */
  readonly base: URL;
  /** Headers of every request, such as the credentials. They override the headers of a single request. */
  readonly headers: Readonly<Record<string, string>>;
  /** The client certificate for mutual TLS; undefined if the server does not require one. */
  readonly certificate?: ClientCertificate;
  /** The limits of a JSON answer; `PLATFORM_LIMIT` if undefined. */
  readonly limit?: AnswerLimit;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Removes secrets from the server's text before messages show it. The decoded values keep the original text. */
  readonly redact: (text: string) => string;
  /** Writes one line to the debug log for each answer or connection failure. */
  readonly debug: (line: string) => void;
  /** Called before each repetition, with the failure that causes it and the pause in milliseconds. */
  readonly onRepeat: (failure: HttpFailure, pauseMs: number) => void;
}

/** One request to the server of an `ApiClient`. */
export interface RequestOptions {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Relative to the base, with each segment already encoded: `inspections/1234`. */
  readonly path: string;
  readonly retry: RetryClass;
  /**
   * How long the client may repeat the request after the first failure, in milliseconds. With `Infinity`, only the
   * signal limits the repetitions.
   */
  readonly patienceMs: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
  /** Aborts the request and the pauses between repetitions. */
  readonly signal: AbortSignal;
  /** A list in the JSON answer that may have any length. */
  readonly streamed?: Streamed;
  /**
   * True if the server works on the request before it answers, for example to create, start or analyse an object. The
   * client then accepts a longer silence.
   */
  readonly thinks?: boolean;
  /** The longest silence before and within the answer, in milliseconds; undefined if the usual limit is enough. */
  readonly silenceMs?: number;
  /** The pause after a 429 that states none, in milliseconds; undefined if the usual pauses are enough. */
  readonly rateLimitPauseMs?: number;
  /** Returns true for a failure that allows a repetition although the retry class forbids it. */
  readonly alsoPassing?: (failure: HttpFailure) => boolean;
}

/** Sends requests to one server. Repeats them as their retry class and `patienceMs` allow. */
export interface ApiClient {
  /** Every request path is below this URL. */
  readonly base: URL;
  /**
   * Parses the answer as JSON and returns the result of `decode`. For HTTP 204, `decode` receives undefined. `status`
   * is the HTTP status of the answer, from 200 to 299.
   * @throws HttpFailure, or the signal's reason
   */
  json<T>(
    query: RequestOptions,
    decode: (value: unknown, headers: IncomingHttpHeaders, status: number) => T,
  ): Promise<T>;
  /**
   * Returns the result of `decode` for the answer's text, of which at most 64 KiB are read.
   * @throws HttpFailure, or the signal's reason
   */
  text<T>(query: RequestOptions, decode: (text: string) => T): Promise<T>;
  /** Sends the request and ignores the text of the answer. @throws HttpFailure, or the signal's reason */
  send(query: RequestOptions): Promise<void>;
  /** Passes the answer's body to `take` as it arrives. @throws HttpFailure, or the signal's reason */
  stream<T>(query: RequestOptions, take: (body: Readable) => Promise<T>): Promise<T>;
}

const LARGEST_ERROR_BYTES = 64 * 1024;

/** Creates the client for the server at `options.base`. It sends nothing yet. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const text: ApiClient['text'] = (query, decode) =>
    repeat(options, query, async (response) => {
      const body = await readText(response, LARGEST_ERROR_BYTES);
      return () => {
        if (isHtml(body)) throw new UnreadableAnswer(pageTitle(body, options));
        return decode(body);
      };
    });
  return {
    base: options.base,
    json: (query, decode) =>
      repeat(options, query, async (response) => {
        const { limit = PLATFORM_LIMIT } = options;
        const text = await readJsonText(response, limit, query.streamed);
        const { statusCode: status = 0, headers } = response;
        return () => decode(status === 204 ? undefined : parse(text, options), headers, status);
      }),
    text,
    send: (query) => text(query, () => undefined),
    stream: (query, take) =>
      repeat(options, query, async (response) => {
        const taken = await take(response);
        return () => taken;
      }),
  };
}

/**
 * Reads an answer to its end while the transport watches the connection, and returns a function that evaluates it
 * later. This separates a broken connection from a wrong answer.
 */
type Take<T> = (response: IncomingMessage) => Promise<() => T>;

async function repeat<T>(options: ApiClientOptions, query: RequestOptions, take: Take<T>): Promise<T> {
  const { clock } = options;
  let givingUp: number | undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(options, query, take);
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      const passing = mayRepeat(query.retry, error) || query.alsoPassing?.(error) === true;
      const pauseMs = pauseBefore(attempt + 1, error, Math.random(), query.rateLimitPauseMs);
      givingUp ??= clock.now() + query.patienceMs;
      if (!passing || clock.now() + pauseMs > givingUp) throw error;
      options.onRepeat(error, pauseMs);
      await clock.sleep(pauseMs, query.signal).catch((interruption: unknown) => {
        throw withLastFailure(interruption, error);
      });
    }
  }
}

/** Sends the request and evaluates its answer. @throws HttpFailure, or the signal's reason */
async function once<T>(options: ApiClientOptions, query: RequestOptions, take: Take<T>): Promise<T> {
  const { clock, transport } = options;
  const url = urlOf(query, options.base);
  const began = clock.now();
  const debug = (end: string): void =>
    options.debug(`${query.method} ${url.host}${url.pathname}: ${end}, ${clock.now() - began} ms`);
  const fail = (what: Failed, cause?: unknown): HttpFailure =>
    failureOf({ options, query, url }, what, cause);
  try {
    const judge = await transport.exchange(transmissionOf(options, query, url), async (response) => {
      const status = response.statusCode ?? 0;
      debug(`HTTP ${status}`);
      if (status >= 200 && status < 300) return take(response);
      const failure = fail(await refusalIn(response, options, url));
      return () => {
        throw failure;
      };
    });
    return judge();
  } catch (error) {
    if (error instanceof UnreadableAnswer)
      throw fail({ kind: 'unreadable', sent: 'all', text: error.message }, error);
    if (!(error instanceof TransportError)) throw error;
    debug(error.message);
    throw fail({ kind: kindOf(error), sent: error.sent, text: error.message }, error);
  }
}

/** The address of a request. @throws Error if the path leads out of the base */
function urlOf({ path }: RequestOptions, base: URL): URL {
  const url = new URL(path, base);
  if (url.origin === base.origin && url.pathname.startsWith(base.pathname)) return url;
  throw new Error(`The path "${path}" leads out of ${base.host}${base.pathname}.`);
}

function transmissionOf(
  { headers, certificate }: ApiClientOptions,
  query: RequestOptions,
  url: URL,
): HttpRequest {
  return {
    method: query.method,
    url,
    headers: { accept: 'application/json', ...query.headers, ...headers },
    ...(query.body && { body: query.body }),
    ...(certificate && { certificate }),
    signal: query.signal,
    ...(query.thinks && { thinks: true }),
    freshConnection: query.retry === 'effect',
  };
}

/** A failure without the facts of its request. `rawText` is the text before secrets were removed. */
type Failed = Omit<FailureFacts, 'server' | 'method' | 'where'> & { readonly rawText?: string };

function failureOf(
  { options, query, url }: { options: ApiClientOptions; query: RequestOptions; url: URL },
  { rawText, ...facts }: Failed,
  cause: unknown,
): HttpFailure {
  const { code, location } = facts;
  return new HttpFailure(
    {
      server: options.name,
      method: query.method,
      where: `${url.host}${url.pathname}`,
      ...facts,
      text: options.redact(facts.text),
      ...(code !== undefined && { code: options.redact(code) }),
      ...(location !== undefined && { location: options.redact(location) }),
    },
    cause,
    rawText ?? facts.text,
  );
}

/** Reads an answer that is not a success. */
async function refusalIn(
  response: IncomingMessage,
  { redact, clock }: ApiClientOptions,
  url: URL,
): Promise<Failed> {
  const status = response.statusCode ?? 0;
  // A body that breaks off must not hide the status.
  const body = await readText(response, LARGEST_ERROR_BYTES).catch(() => '');
  const { code, text: rawText } = readErrorText(body);
  // Redact before the text is cut: the redactor does not recognise half a secret.
  const { text } = readErrorText(redact(body));
  const { retryAfterMs, exhausted } = parseRateLimit(response.headers, serverTime(response, clock.now()));
  const location = status < 400 ? response.headers.location : undefined;
  return {
    kind: 'status',
    sent: 'all',
    status,
    text,
    ...(code && { code }),
    ...(location && { location: withoutQuery(location, url) }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(exhausted && { exhausted }),
    rawText,
  };
}

/**
 * The TLS alerts of a server that rejects the client certificate. The server sends them before it reads a request,
 * although with TLS 1.3 the request may already be sent.
 */
const SHOWS_NOTHING =
  /ALERT_(CERTIFICATE_(REQUIRED|UNKNOWN|EXPIRED|REVOKED)|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE|ACCESS_DENIED)/;

function kindOf(error: TransportError): FailureKind {
  if (error.silent) return 'silent';
  if (error.cause instanceof ProxyError) return 'proxy';
  const { code = '' } = (error.cause ?? {}) as NodeJS.ErrnoException;
  if (SHOWS_NOTHING.test(code)) return 'unidentified';
  if (/CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/.test(code)) return 'distrusted';
  return error.sent === 'nothing' ? 'unreachable' : 'lost';
}

function parse(text: string, options: Pick<ApiClientOptions, 'redact'>): unknown {
  // Some gateways send a byte order mark, which `JSON.parse` rejects.
  const json = withoutMark(text);
  try {
    return JSON.parse(json) as unknown;
  } catch {
    if (json.trim() === '') throw new UnreadableAnswer('the answer is empty');
    throw new UnreadableAnswer(isHtml(json) ? pageTitle(json, options) : 'it is not JSON');
  }
}

/** Describes a web page that the server sent instead of an answer, by its title. */
function pageTitle(page: string, { redact }: Pick<ApiClientOptions, 'redact'>): string {
  return readErrorText(redact(page.slice(0, LARGEST_ERROR_BYTES))).text;
}

/** Reads at most `limit` bytes of an answer as text. */
async function readText(response: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    chunks.push(bytes > limit ? chunk.subarray(0, limit - bytes) : chunk);
    if (bytes > limit) break;
  }
  return withoutMark(Buffer.concat(chunks).toString('utf8'));
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/**
 * The time of the answer's `Date` header in milliseconds since the epoch; `otherwise` if the header is missing or
 * invalid.
 */
function serverTime({ headers }: IncomingMessage, otherwise: number): number {
  const sentAt = Date.parse(headers.date ?? '');
  return Number.isNaN(sentAt) ? otherwise : sentAt;
}

/** The target of a redirect for messages, without its query, which may contain secrets. */
function withoutQuery(location: string, from: URL): string {
  try {
    const url = new URL(location, from);
    return `${url.origin}${url.pathname}`;
  } catch {
    return 'an address that is none';
  }
}
