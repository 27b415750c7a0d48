import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Engine } from './engine.ts';
import type { Sent } from './failure.ts';
import type { ProxyVariables } from './proxy.ts';
import type { Body, HttpRequest } from './request.ts';

/** The connection failed, or nothing was heard for too long. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly sent: Sent;
  readonly silent: boolean;

  constructor(message: string, sent: Sent, silent: boolean, cause: unknown) {
    super(message, { cause });
    this.sent = sent;
    this.silent = silent;
  }
}

/** Sends one request, hands the answer to `take`, and resolves to what it makes of it. */
export interface Transport {
  /**
   * @throws TransportError when the connection fails
   * @throws the reason of `order.signal` when that is aborted
   */
  exchange<T>(order: HttpRequest, take: (response: IncomingMessage) => Promise<T>): Promise<T>;
  /** Lets go of kept connections, so that the process can end. */
  close(): void;
}

/** How long nothing may be heard: of an answer, of an answer that takes thought, of a file on its way. */
const SILENCE_MS = { answer: 30_000, thought: 120_000, upload: 60_000 } as const;
/** As long as curl waits for `100 Continue` before it sends the body all the same. */
const CONTINUE_WAIT_MS = 1_000;
/** Above this an early refusal is lost behind a broken pipe; `Expect` lets the server speak first. */
const EXPECT_FROM_BYTES = 1024 * 1024;

/**
 * A connection is used again only after it was idle for so long; a request that comes sooner has its own. An answer that
 * nobody asked for arrives in that time (where Nagle holds it back, after 40 ms) and closes the connection. Otherwise it
 * would be taken for the answer to the next request.
 */
const REST_MS = 60;

/**
 * HTTP/1.1 over node's own client, which can be aborted and streams at curl's pace. Redirects are never followed, so
 * headers reach one origin only.
 * @param env where the proxy is configured
 */
export function createTransport(userAgent: string, env: ProxyVariables = process.env): Transport {
  let engine: Engine | undefined;
  const usedAt = new Map<string, number>();
  const isRested = ({ url }: HttpRequest): boolean =>
    performance.now() - (usedAt.get(url.origin) ?? Number.NEGATIVE_INFINITY) >= REST_MS;

  return {
    async exchange(asked, take) {
      const order = { ...asked, freshConnection: asked.freshConnection || !isRested(asked) };
      const { createEngine } = await import('./engine.ts');
      engine ??= createEngine(env);
      const silence = watchSilence(silenceWhile('sending', order));
      const signal = AbortSignal.any([order.signal, silence.signal]);
      const progress: Progress = { connected: false, complete: false, answered: false };
      const interruption = interruptionBy(signal);
      let request: ClientRequest | undefined;
      try {
        signal.throwIfAborted();
        const headers = { ...headersOf(order), 'user-agent': userAgent };
        request = engine.request(order, { method: order.method, headers, signal, connecting: signal });
        request.once('socket', (socket: Socket) => whenConnected(socket, () => (progress.connected = true)));
        const talk = converse({ request, order, progress, signal, silence }, take);
        // Whatever a server or a proxy leaves unanswered, no wait outlives the signal or the connection.
        return await Promise.race([interruption.promise, breakOf(request), talk]);
      } catch (error) {
        request?.destroy();
        if (order.signal.aborted) throw order.signal.reason;
        if (progress.fault !== undefined) throw progress.fault;
        throw transportError(error, sentOf(progress), silence.signal.aborted);
      } finally {
        silence.stop();
        interruption.stop();
        usedAt.set(order.url.origin, performance.now());
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
}

/** Sends the request and hands its answer to `take`. */
async function converse<T>(
  { request, order, progress, signal, silence }: Conversation,
  take: (response: IncomingMessage) => Promise<T>,
): Promise<T> {
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
  const sendAll = async (): Promise<void> => {
    await send(request, order.body, progress, silence.heard);
    if (!progress.answered) silence.allow(silenceWhile('waiting', order));
  };
  const sending = sendAll();
  // An answer may come before the body is out; then the rest of the body does not matter.
  const response = await Promise.race([answer, sending.then(() => answer)]);
  request.on('error', () => {});
  progress.answered = true;
  silence.allow(SILENCE_MS.answer);
  response.on('data', silence.heard).pause();
  const taken = await take(response).catch((error: unknown) => {
    if (error !== response.errored && !signal.aborted) progress.fault = toError(error);
    throw error;
  });
  if (!request.writableFinished) request.destroy();
  return taken;
}

/** Rejects when the signal is aborted. */
function interruptionBy(signal: AbortSignal): { readonly promise: Promise<never>; stop(): void } {
  const over = new AbortController();
  const promise = new Promise<never>((_resolve, reject) => {
    const options = { once: true, signal: over.signal };
    signal.addEventListener('abort', () => reject(toError(signal.reason)), options);
  });
  promise.catch(() => {});
  return { promise, stop: () => over.abort() };
}

/**
 * Rejects when the connection ends before an answer has come, or speaks something else than HTTP from now on. Whoever
 * reads the answer hears of a later end from the answer itself.
 */
function breakOf(request: ClientRequest): Promise<never> {
  const broken = new Promise<never>((_resolve, reject) => {
    let answered = false;
    request.once('response', () => (answered = true));
    request.once('error', (error) => {
      // After an answer that came early, the rest of the body may meet a closed connection.
      if (!answered) reject(error);
    });
    request.once('upgrade', ({ statusCode }, socket) => {
      socket.destroy();
      reject(
        new Error(`the server switched to another protocol (HTTP ${statusCode}), which nobody asked for`),
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
  /** The last byte was handed over, whether or not it is known to have left. */
  complete: boolean;
  /** The head of an answer has come. */
  answered: boolean;
  /** Of this machine, not of the connection: a file can't be read, an answer can't be kept. */
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
  heard: () => void,
): Promise<void> {
  if (body === undefined) progress.complete = true;
  else {
    if (request.hasHeader('expect')) await permission(request);
    for await (const chunk of noted(body, progress)) {
      await write(request, chunk);
      heard();
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

/** The body's chunks; takes note of how far they got, and of why they can't be read. */
async function* noted(body: Body, progress: Progress): AsyncGenerator<Buffer> {
  let left = body.bytes;
  try {
    for await (const chunk of body.chunks()) {
      // Noted before the chunk goes: a server can act on it and reset before this program hears that it left.
      left -= chunk.length;
      progress.complete = left <= 0;
      yield chunk;
    }
  } catch (error) {
    progress.fault = toError(error);
    throw error;
  }
}

/** Resolves when the chunk is out of this process's hands. */
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

/** Resolves when the server wants the body, or has not said so in time; never resolves once it has answered. */
function permission(request: ClientRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, CONTINUE_WAIT_MS);
    const settle = (then: () => void) => () => {
      clearTimeout(timer);
      then();
    };
    request.once('continue', settle(resolve)).once(
      'response',
      settle(() => {}),
    );
    request.once('error', (error) => settle(() => reject(error))());
  });
}

/** How long nothing may be heard of a request, in milliseconds. */
function silenceWhile(phase: 'sending' | 'waiting', { body, thinks }: HttpRequest): number {
  if (phase === 'waiting' && thinks) return SILENCE_MS.thought;
  return body?.isUpload ? SILENCE_MS.upload : SILENCE_MS.answer;
}

function watchSilence(firstMs: number) {
  let limitMs = firstMs;
  const controller = new AbortController();
  const complain = (): void => controller.abort(new Error(`nothing was heard for ${limitMs / 1000} s`));
  let timer = setTimeout(complain, limitMs);
  let over = false;
  /** Also called when it is over already: a chunk may be told to have left after the answer to it was read. */
  const heard = (): void => {
    clearTimeout(timer);
    if (!over) timer = setTimeout(complain, limitMs);
  };
  return {
    signal: controller.signal,
    heard,
    /** From now on a silence of `ms` is too long. */
    allow(ms: number): void {
      limitMs = ms;
      heard();
    },
    stop(): void {
      over = true;
      clearTimeout(timer);
    },
  };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function transportError(error: unknown, sent: Sent, silent: boolean): Error {
  if (!(error instanceof Error)) return new TransportError(String(error), sent, silent, error);
  // The reason is OpenSSL's, without the lines of its sources that the message names.
  const { code, reason = error.message } = error as NodeJS.ErrnoException & { readonly reason?: string };
  const cause = silent ? 'nothing was heard for too long' : reason;
  const name = code && !cause.includes(code) ? `${cause} (${code})` : cause;
  return new TransportError(name, sent, silent, error);
}
