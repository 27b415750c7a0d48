import type { FaultKind } from './faults.ts';

/** One file part of a multipart upload, as it arrived. Its bytes are counted and dropped. */
export interface UploadedFile {
  /** The part's `name`, which Appian ignores. */
  readonly part: string;
  /** The part's `filename` exactly as sent, including path separators. */
  readonly fileName: string;
  /** The part's media type, lower case. */
  readonly contentType: string;
  readonly bytes: number;
  /** Hex digest; undefined unless the option `hashFiles` is set. */
  readonly sha256?: string;
}

/** One request and its result. */
export interface Exchange {
  /** 1-based, in the order in which request heads arrived. */
  readonly index: number;
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  /** Lower-case names and raw values. They contain secrets: do not print them. */
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON body, or the multipart part named `json`; undefined when absent or not valid JSON. */
  readonly json?: unknown;
  readonly files: readonly UploadedFile[];
  /** Status sent; null when the connection broke, the request is incomplete, stalled, or not yet processed. */
  readonly status: number | null;
  /** The fault that affected this exchange, injected or part of its scenario; undefined if none. */
  readonly fault?: FaultKind;
  /** Violations that a real server or the vendor's documentation would report. */
  readonly violations: readonly string[];
}

/** The server's own, writable view of an exchange in progress. */
export type OpenExchange = { -readonly [K in keyof Exchange]: Exchange[K] } & { violations: string[] };

interface Waiter {
  readonly match: (exchange: Exchange) => boolean;
  readonly resolve: (exchange: Exchange) => void;
  readonly reject: (reason: Error) => void;
}

/** All exchanges of one sandbox, and the pending waits for exchanges. */
export interface Journal {
  readonly exchanges: readonly Exchange[];
  /** Appends an exchange when its request head arrives. */
  open(head: Pick<Exchange, 'method' | 'path' | 'headers'>): OpenExchange;
  /** Call this once the request is processed and before its answer is sent. */
  arrived(exchange: Exchange): void;
  /** Resolves with the first match, past or future; rejects when the sandbox closes first. */
  until(match: (exchange: Exchange) => boolean): Promise<Exchange>;
  /** Rejects every pending wait. */
  close(): void;
}

/** Creates an empty journal. It calls `onExchange` with each exchange as it arrives. */
export function openJournal(onExchange?: (exchange: Exchange) => void): Journal {
  const exchanges: Exchange[] = [];
  const done: Exchange[] = [];
  let waiters: Waiter[] = [];
  let closed = false;

  return {
    exchanges,
    open(head) {
      const exchange: OpenExchange = {
        index: exchanges.length + 1,
        ...head,
        files: [],
        status: null,
        violations: [],
      };
      exchanges.push(exchange);
      return exchange;
    },
    arrived(exchange) {
      if (closed) return;
      done.push(exchange);
      const due = waiters.filter((waiter) => waiter.match(exchange));
      waiters = waiters.filter((waiter) => !due.includes(waiter));
      for (const waiter of due) waiter.resolve(exchange);
      onExchange?.(exchange);
    },
    until(match) {
      const past = done.find(match);
      if (past) return Promise.resolve(past);
      const waiting = new Promise<Exchange>((resolve, reject) => {
        if (closed) reject(new Error('the sandbox is closed'));
        else waiters.push({ match, resolve, reject });
      });
      // An abandoned wait must not end the process when the sandbox closes.
      waiting.catch(() => undefined);
      return waiting;
    },
    close() {
      closed = true;
      for (const waiter of waiters) {
        waiter.reject(new Error('the sandbox was closed before the awaited exchange arrived'));
      }
      waiters = [];
    },
  };
}
