import type { IncomingHttpHeaders } from 'node:http';
import type { ApiClient, RequestOptions } from '../../http/client.ts';
import { isStatus } from '../../http/failure.ts';
import { json } from '../../http/multipart.ts';
import type { RateBudget } from './budget.ts';
import type { Session } from './session.ts';
import type * as wire from './wire.ts';

/** The dependencies of the client. */
export interface OdcOptions {
  readonly base: URL;
  readonly session: Session;
  readonly budget: RateBudget;
  /** Returns milliseconds since the Unix epoch. */
  readonly now: () => number;
}

type Decode<T> = (value: unknown, headers: IncomingHttpHeaders) => T;

/** Sends the requests of every API of ODC within the rate limits. All methods throw as those of `Odc` do. */
export interface OdcCalls {
  /** The server's time in milliseconds since the Unix epoch, by the last answer; undefined before the first. */
  serverTime(): number | undefined;
  /** Sends one request and decodes its answer. */
  one<T>(query: RequestOptions, decode: Decode<T>): Promise<T>;
  /** Reads every page of a list with numeric or opaque offsets. */
  list<T>(path: string, read: (value: unknown) => wire.Page<T>, signal: AbortSignal): Promise<T[]>;
}

/** How long one request may be repeated after its first failure, in milliseconds. */
export const PATIENCE_MS = { ask: 180_000, aside: 10_000, effect: 180_000, underway: Infinity } as const;
/** The pause after a 429 without `Retry-After`, in milliseconds: the limits count by the minute. */
const RATE_LIMIT_PAUSE_MS = 60_000;
/** The most items of a page that every list accepts. */
const PAGE = 100;
/** The most pages of a list. More would be a server that repeats itself. */
export const MOST_PAGES = 200;

/** Creates the sender. It sends nothing yet. */
export function createCalls({ session, budget, now }: OdcOptions): OdcCalls {
  const clock = createServerClock(now);

  async function one<T>(query: RequestOptions, decode: Decode<T>): Promise<T> {
    const send = async (client: ApiClient): Promise<T> => {
      await budget.take(query.method, query.path, query.signal);
      return client.json({ ...query, rateLimitPauseMs: RATE_LIMIT_PAUSE_MS }, (value, headers) => {
        clock.note(headers.date);
        return decode(value, headers);
      });
    };
    return session.use(send, query.signal);
  }

  async function list<T>(
    path: string,
    read: (value: unknown) => wire.Page<T>,
    signal: AbortSignal,
  ): Promise<T[]> {
    const all: T[] = [];
    const seen = new Set<string>();
    let offset: string | undefined;
    do {
      const page: wire.Page<T> = await one(get(paged(path, offset), signal), read);
      all.push(...page.items);
      offset = page.next;
      if (offset !== undefined && seen.has(offset)) break;
      seen.add(offset ?? '');
    } while (offset !== undefined && seen.size < MOST_PAGES);
    return all;
  }

  return { serverTime: clock.time, one, list };
}

/** Follows the server's clock by the `Date` headers of its answers. */
function createServerClock(now: () => number) {
  let last: { readonly server: number; readonly here: number } | undefined;
  return {
    note(date: string | undefined): void {
      const server = Date.parse(date ?? '');
      if (!Number.isNaN(server)) last = { server, here: now() };
    },
    time: (): number | undefined => (last === undefined ? undefined : last.server + now() - last.here),
  };
}

/** Returns undefined in place of a 404. */
export async function orAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

/** A key as one part of a path. */
export function segment(key: string): string {
  return encodeURIComponent(key);
}

/** Adds the size and the offset of a page to a path. */
export function paged(path: string, offset: string | undefined): string {
  const from = offset === undefined ? '' : `&offset=${encodeURIComponent(offset)}`;
  return `${path}${path.includes('?') ? '&' : '?'}limit=${PAGE}${from}`;
}

/** A request that changes nothing. */
export function get(path: string, signal: AbortSignal): RequestOptions {
  return { method: 'GET', path, retry: 'read', patienceMs: PATIENCE_MS.ask, signal };
}

/** A request whose failure changes nothing, so that it must not delay the others. */
export function aside(path: string, signal: AbortSignal): RequestOptions {
  return { ...get(path, signal), patienceMs: PATIENCE_MS.aside };
}

/** A request that changes something, so that it is repeated only if it cannot have arrived. */
export function act(path: string, body: unknown, signal: AbortSignal): RequestOptions {
  const patienceMs = PATIENCE_MS.effect;
  return { method: 'POST', path, retry: 'effect', patienceMs, signal, thinks: true, body: json(body) };
}
