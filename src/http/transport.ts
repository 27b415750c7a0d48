import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { steadyMs } from '../shared/clock.ts';
import type { Engine } from './engine.ts';
import type { Sent } from './failure.ts';
import type { ProxyVariables } from './proxy.ts';
import type { Body, HttpRequest } from './request.ts';
import { systemTimer, type Timer } from './timer.ts';

/** The connection failed, or nothing arrived for too long. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  /** How much of the request was sent. */
  readonly sent: Sent;
  /** True if nothing arrived for too long. */
  readonly silent: boolean;

  constructor(message: string, sent: Sent, silent: boolean, cause: unknown) {
    super(message, { cause });
    this.sent = sent;
    this.silent = silent;
  }
}

/** Sends requests over HTTP. */
export interface Transport {
  /**
   * Sends one request, passes the answer to `take`, and resolves to the result of `take`.
   * @throws TransportError if the connection fails or is silent for too long
   * @throws the reason of `order.signal` if it is aborted
   * @throws an error of `take`, or of the body's chunks, unchanged
   */
  exchange<T>(order: HttpRequest, take: (response: IncomingMessage) => Promise<T>): Promise<T>;
  /** Closes kept connections, so that the process can end. */
  close(): void;
}

/**
 * The longest silence in milliseconds: `answer` by default, `thought` while the server works on a request that
 * `thinks`, `upload` until a request with an upload is answered.
 */
const SILENCE_MS = { answer: 30_000, thought: 120_000, upload: 60_000 } as const;
/** How long to wait for `100 Continue` before sending the body anyway, in milliseconds. Same as curl. */
const CONTINUE_WAIT_MS = 1_000;
/**
 * The smallest upload, in bytes, that sends `Expect: 100-continue`. The server can then answer before the body is
 * sent; otherwise an early refusal can be lost when the connection breaks.
 */
const EXPECT_FROM_BYTES = 1024 * 1024;

/**
 * How long a kept connection must be idle before it is reused, in milliseconds. An earlier request opens a new
 * connection. An unsolicited answer arrives in this time (after 40 ms if Nagle's algorithm delays it) and closes the
 * connection. Otherwise the client would take it for the answer to the next request.
 */
const REST_MS = 60;

/**
 * Creates a transport for HTTP/1.1 on Node's own client, which can be aborted and streams as fast as curl. It never
 * follows redirects, so headers reach one origin only.
 * @param env the environment variables that configure the proxy
 * @param timer measures how long nothing arrives
 */
export function createTransport(
  userAgent: string,
  env: ProxyVariables = process.env,
  timer: Timer = systemTimer,
): Transport {
  let engine: Engine | undefined;
  const usedAt = new Map<string, number>();
  const isRested = ({ url }: HttpRequest): boolean =>
    steadyMs() - (usedAt.get(url.origin) ?? Number.NEGATIVE_INFINITY) >= REST_MS;

  return {
    async exchange(asked, take) {
      const order = { ...asked, freshConnection: asked.freshConnection || !isRested(asked) };
      const { createEngine } = await import('./engine.ts');
      engine ??= createEngine(env);
      const silence = watchSilence(silenceWhile('sending', order), timer);
      const signal = AbortSignal.any([order.signal, silence.signal]);
      const progress: Progress = { connected: false, complete: false, answered: false };
      const interruption = interruptionBy(signal);
      let request: ClientRequest | undefined;
      try {
        signal.throwIfAborted();
        const headers = { ...headersOf(order), 'user-agent': userAgent };
        request = engine.request(order, { method: order.method, headers, signal, connecting: signal });
        request.once('socket', (socket: Socket) => whenConnected(socket, () => (progress.connected = true)));
        const talk = converse({ request, order, progress, signal, silence, timer }, take);
        // No wait outlasts the signal or the connection, even if a server or a proxy never answers.
        return await Promise.race([interruption.promise, breakOf(request), talk]);
      } catch (error) {
        request?.destroy();
        if (order.signal.aborted) throw order.signal.reason;
        if (progress.fault !== undefined) throw progress.fault;
        throw transportError(error, sentOf(progress), silence.signal.aborted);
      } finally {
        silence.stop();
        interruption.stop();
        usedAt.set(order.url.origin, steadyMs());
      }
    },
    close: () => engine?.close(),
  };
}

interface Conversation {
  readonly request: ClientRequest;
  readonly order: HttpRequest;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly silence: ReturnType<typeof watchSilence>;
  readonly timer: Timer;
}

/** Sends the request and passes its answer to `take`. */
async function converse<T>(
  { request, order, progress, signal, silence, timer }: Conversation,
  take: (response: IncomingMessage) => Promise<T>,
): Promise<T> {
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
  const sendAll = async (): Promise<void> => {
    if (request.hasHeader('expect')) await permission(request, timer);
    await send(request, order.body, progress, silence.extend);
    if (!progress.answered) silence.allow(silenceWhile('waiting', order));
  };
  const sending = sendAll();
  // The answer may arrive before the body is sent. The rest of the body is then not needed.
  const response = await Promise.race([answer, sending.then(() => answer)]);
  request.on('error', () => {});
  progress.answered = true;
  silence.allow(order.silenceMs ?? SILENCE_MS.answer);
  response.on('data', silence.extend).pause();
  const taken = await take(response).catch((error: unknown) => {
    if (error !== response.errored && !signal.aborted) progress.fault = toError(error);
    throw error;
  });
  if (!request.writableFinished) request.destroy();
  return taken;
}

/** Rejects when the signal is aborted. */
function interruptionBy(signal: AbortSignal): { readonly promise: Promise<never>; stop(): void } {
  let fail: (reason: Error) => void;
  const promise = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  promise.catch(() => {});
  const interrupt = (): void => fail(toError(signal.reason));
  signal.addEventListener('abort', interrupt, { once: true });
  return { promise, stop: () => signal.removeEventListener('abort', interrupt) };
}

/**
 * Rejects if the connection ends before an answer, or if the server switches to another protocol. The reader of the
 * answer detects a later end from the answer itself.
 */
function breakOf(request: ClientRequest): Promise<never> {
  const broken = new Promise<never>((_resolve, reject) => {
    let answered = false;
    request.once('response', () => (answered = true));
    request.once('error', (error) => {
      // After an early answer, sending the rest of the body may fail because the connection is closed.
      if (!answered) reject(error);
    });
    request.once('upgrade', ({ statusCode }, socket) => {
      socket.destroy();
      reject(
        new Error(`the server switched to another protocol without a request for it (HTTP ${statusCode})`),
      );
    });
    request.once('close', () => {
      if (!answered) reject(new Error('the connection was closed without an answer'));
    });
  });
  broken.catch(() => {});
  return broken;
}

function headersOf({ headers, body, method }: HttpRequest): Record<string, string | number> {
  if (body === undefined) return method === 'POST' ? { ...headers, 'content-length': 0 } : { ...headers };
  const expect = body.isUpload && body.bytes >= EXPECT_FROM_BYTES ? { expect: '100-continue' } : {};
  return { ...headers, 'content-type': body.contentType, 'content-length': body.bytes, ...expect };
}

function whenConnected(socket: Socket, connected: () => void): void {
  if (!socket.connecting) connected();
  else socket.once('secureConnect', connected).once('connect', () => 'encrypted' in socket || connected());
}

interface Progress {
  connected: boolean;
  /** The last byte was passed on, although it may not be sent yet. */
  complete: boolean;
  /** The headers of an answer have arrived. */
  answered: boolean;
  /** An error of this machine, not of the connection: a file can't be read, or an answer can't be saved. */
  fault?: Error;
}

function sentOf({ connected, complete }: Progress): Sent {
  if (!connected) return 'nothing';
  return complete ? 'all' : 'part';
}

async function send(
  request: ClientRequest,
  body: Body | undefined,
  progress: Progress,
  extend: () => void,
): Promise<void> {
  if (body === undefined) progress.complete = true;
  else {
    for await (const chunk of noted(body, progress)) {
      await write(request, chunk);
      extend();
    }
  }
  const finished = new Promise<void>((resolve, reject) =>
    request
      .once('finish', resolve)
      .once('error', reject)
      .once('close', () => reject(new Error(CLOSED))),
  );
  request.end();
  await finished;
}

const CLOSED = 'the connection was closed before everything was sent';

/** Yields the body's chunks. Records in `progress` how much was passed on, and why a chunk can't be read. */
async function* noted(body: Body, progress: Progress): AsyncGenerator<Buffer> {
  let left = body.bytes;
  try {
    for await (const chunk of body.chunks()) {
      // Record before the chunk is sent: the server can act on it and reset before the write is confirmed.
      left -= chunk.length;
      progress.complete = left <= 0;
      yield chunk;
    }
  } catch (error) {
    progress.fault = toError(error);
    throw error;
  }
}

/** Resolves when the operating system has accepted the chunk. */
function write(request: ClientRequest, chunk: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error?: Error): void => reject(error ?? new Error(CLOSED));
    request.once('error', fail).once('close', fail);
    request.write(chunk, (error) => {
      request.off('error', fail).off('close', fail);
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Resolves when the server sends `100 Continue`, or after `CONTINUE_WAIT_MS`. Never resolves after an answer. */
function permission(request: ClientRequest, timer: Timer): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = timer(CONTINUE_WAIT_MS, resolve);
    const settle = (then: () => void) => () => {
      stop();
      then();
    };
    request.once('continue', settle(resolve)).once(
      'response',
      settle(() => {}),
    );
    request.once('error', (error) => settle(() => reject(error))());
  });
}

/** The longest silence that is allowed in a phase of a request, in milliseconds. */
function silenceWhile(phase: 'sending' | 'waiting', { body, thinks, silenceMs }: HttpRequest): number {
  if (phase === 'waiting' && silenceMs !== undefined) return silenceMs;
  if (phase === 'waiting' && thinks) return SILENCE_MS.thought;
  return body?.isUpload ? SILENCE_MS.upload : SILENCE_MS.answer;
}

function watchSilence(firstMs: number, timer: Timer) {
  let limitMs = firstMs;
  const controller = new AbortController();
  const expire = (): void => controller.abort(new Error(`nothing arrived for ${limitMs / 1000} s`));
  let stop = timer(limitMs, expire);
  let over = false;
  /** Restarts the timer. May be called after `stop`: a write can be confirmed after the answer was read. */
  const extend = (): void => {
    stop();
    if (!over) stop = timer(limitMs, expire);
  };
  return {
    signal: controller.signal,
    extend,
    /** Sets the longest silence to `ms` from now on. */
    allow(ms: number): void {
      limitMs = ms;
      extend();
    },
    stop(): void {
      over = true;
      stop();
    },
  };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function transportError(error: unknown, sent: Sent, silent: boolean): Error {
  if (!(error instanceof Error)) return new TransportError(String(error), sent, silent, error);
  // OpenSSL's `reason` is shorter than the message, which quotes lines of its source code.
  const { code, reason = error.message } = error as NodeJS.ErrnoException & { readonly reason?: string };
  const cause = silent ? 'nothing arrived for too long' : reason;
  const name = code && !cause.includes(code) ? `${cause} (${code})` : cause;
  return new TransportError(name, sent, silent, error);
}
