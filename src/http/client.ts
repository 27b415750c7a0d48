import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { withLastFailure } from '../release/outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { isHtml, readErrorText } from './error-text.ts';
import { type FailureFacts, type FailureKind, HttpFailure, UnreadableAnswer } from './failure.ts';
import { type AnswerLimit, PLATFORM_LIMIT, readJsonText, type Streamed } from './json-answer.ts';
import { ProxyError } from './proxy.ts';
import type { Body, ClientCertificate } from './request.ts';
import { mayRepeat, parseRateLimit, pauseBefore, type RetryClass } from './retry.ts';
import { type Transport, TransportError } from './transport.ts';

export { UnreadableAnswer };

/** One server, known by its base URL. Its credentials are sent there and nowhere else. */
export interface ApiClientOptions {
  /** The product's name, for messages. */
  readonly name: string;
  /** Every path is asked for below this URL; nothing a server answers can change that. */
  readonly base: URL;
  /** Sent with every request: credentials and the like. */
  readonly headers: Readonly<Record<string, string>>;
  /** Shown to this server where it asks for one. */
  readonly certificate?: ClientCertificate;
  /** How much of an answer is kept; by default as much as a platform has to say. */
  readonly limit?: AnswerLimit;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Takes secrets out of a server's words where they are shown; what is read stays as it was sent. */
  readonly redact: (text: string) => string;
  readonly debug: (line: string) => void;
  /** Told of each failure after which the request is sent again. */
  readonly onRepeat: (failure: HttpFailure, pauseMs: number) => void;
}

export interface RequestOptions {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Relative to the base, each segment already encoded: `inspections/1234`. */
  readonly path: string;
  readonly retry: RetryClass;
  /** How long the request may be repeated after its first failure, in milliseconds; `Infinity` leaves it to the signal. */
  readonly patienceMs: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
  readonly signal: AbortSignal;
  /** A list of the JSON answer that may be of any length. */
  readonly streamed?: Streamed;
  /** The server has to think before it answers: creating, starting or analysing something takes its time. */
  readonly thinks?: boolean;
  /** A failure that is worth another try here although its class says no. */
  readonly alsoPassing?: (failure: HttpFailure) => boolean;
}

export interface ApiClient {
  readonly base: URL;
  /**
   * The answer's JSON as `decode` returns it; undefined is decoded where the server has nothing (204).
   * @throws HttpFailure, or the signal's reason
   */
  json<T>(query: RequestOptions, decode: (value: unknown, headers: IncomingHttpHeaders) => T): Promise<T>;
  /** The answer's short text as `decode` returns it. @throws HttpFailure, or the signal's reason */
  text<T>(query: RequestOptions, decode: (text: string) => T): Promise<T>;
  /** Asks, and leaves the answer's text aside. @throws HttpFailure, or the signal's reason */
  send(query: RequestOptions): Promise<void>;
  /** Hands the answer's body to `take` as it arrives. @throws HttpFailure, or the signal's reason */
  stream<T>(query: RequestOptions, take: (body: Readable) => Promise<T>): Promise<T>;
}

const LARGEST_ERROR_BYTES = 64 * 1024;

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
        const empty = response.statusCode === 204;
        return () => decode(empty ? undefined : parse(text, options), response.headers);
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
 * Reads an answer to its end while the connection is watched, and returns what judges it afterwards: a broken
 * connection and a wrong answer are different failures.
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
      const pauseMs = pauseBefore(attempt + 1, error, Math.random());
      givingUp ??= clock.now() + query.patienceMs;
      if (!passing || clock.now() + pauseMs > givingUp) throw error;
      options.onRepeat(error, pauseMs);
      await clock.sleep(pauseMs, query.signal).catch((interruption: unknown) => {
        throw withLastFailure(interruption, error);
      });
    }
  }
}

async function once<T>(options: ApiClientOptions, query: RequestOptions, take: Take<T>): Promise<T> {
  const { name, base, clock } = options;
  const url = new URL(query.path, base);
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) {
    throw new Error(`The path "${query.path}" leads out of ${base.host}${base.pathname}.`);
  }
  const request = { server: name, method: query.method, where: `${url.host}${url.pathname}` };
  const began = clock.now();
  const debug = (end: string): void =>
    options.debug(`${query.method} ${request.where}: ${end}, ${clock.now() - began} ms`);
  const fail = (
    { rawText, ...facts }: Omit<FailureFacts, keyof typeof request> & { readonly rawText?: string },
    cause?: unknown,
  ): HttpFailure => {
    const { code, location } = facts;
    return new HttpFailure(
      {
        ...request,
        ...facts,
        text: options.redact(facts.text),
        ...(code !== undefined && { code: options.redact(code) }),
        ...(location !== undefined && { location: options.redact(location) }),
      },
      cause,
      rawText ?? facts.text,
    );
  };
  try {
    const judge = await options.transport.exchange(
      {
        method: query.method,
        url,
        headers: { accept: 'application/json', ...query.headers, ...options.headers },
        ...(query.body && { body: query.body }),
        ...(options.certificate && { certificate: options.certificate }),
        signal: query.signal,
        ...(query.thinks && { thinks: true }),
        freshConnection: query.retry === 'effect',
      },
      async (response) => {
        const status = response.statusCode ?? 0;
        debug(`HTTP ${status}`);
        if (status >= 200 && status < 300) return take(response);
        // The status is the news; a body that breaks off on the way must not hide it.
        const body = await readText(response, LARGEST_ERROR_BYTES).catch(() => '');
        const { code, text: rawText } = readErrorText(body);
        // What is shown is redacted before it is cut: half a secret would not be known any more.
        const { text } = readErrorText(options.redact(body));
        const { retryAfterMs, exhausted } = parseRateLimit(
          response.headers,
          serverTime(response, clock.now()),
        );
        const location = status < 400 ? response.headers.location : undefined;
        const failure = fail({
          kind: 'status',
          sent: 'all',
          status,
          text,
          ...(code && { code }),
          ...(location && { location: withoutQuery(location, url) }),
          ...(retryAfterMs !== undefined && { retryAfterMs }),
          ...(exhausted && { exhausted }),
          rawText,
        });
        return () => {
          throw failure;
        };
      },
    );
    return judge();
  } catch (error) {
    if (error instanceof UnreadableAnswer)
      throw fail({ kind: 'unreadable', sent: 'all', text: error.message }, error);
    if (!(error instanceof TransportError)) throw error;
    debug(error.message);
    throw fail({ kind: kindOf(error), sent: error.sent, text: error.message }, error);
  }
}

/**
 * How a server that asks for a certificate ends the connection: these alerts come before it reads a request, though
 * with TLS 1.3 after the request has left.
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
  // Some gateways write a byte order mark, which is no JSON.
  const json = withoutMark(text);
  try {
    return JSON.parse(json) as unknown;
  } catch {
    if (json.trim() === '') throw new UnreadableAnswer('the answer is empty');
    throw new UnreadableAnswer(isHtml(json) ? pageTitle(json, options) : 'it is not JSON');
  }
}

/** What a web page says that came in place of an answer. */
function pageTitle(page: string, { redact }: Pick<ApiClientOptions, 'redact'>): string {
  return readErrorText(redact(page.slice(0, LARGEST_ERROR_BYTES))).text;
}

/** The beginning of a text. */
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

/** What the server's clock says, for the moments that it names; `otherwise` where it does not say. */
function serverTime({ headers }: IncomingMessage, otherwise: number): number {
  const told = Date.parse(headers.date ?? '');
  return Number.isNaN(told) ? otherwise : told;
}

/** A redirect's target for people: its query may hold what should not be shown. */
function withoutQuery(location: string, from: URL): string {
  try {
    const url = new URL(location, from);
    return `${url.origin}${url.pathname}`;
  } catch {
    return 'an address that is none';
  }
}
