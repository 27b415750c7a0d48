import {
  type ApiClient,
  type ApiClientOptions,
  createApiClient,
  type RequestOptions,
} from '../../../src/http/client.ts';
import type { HttpFailure } from '../../../src/http/failure.ts';
import { createTransport } from '../../../src/http/transport.ts';
import { type FakeClock, fakeClock } from './clock.ts';

interface Client {
  readonly server: ApiClient;
  readonly clock: FakeClock;
  /** The failures after which a request was sent again. */
  readonly repeated: readonly HttpFailure[];
  readonly debug: readonly string[];
}

/** The real client with the real transport, and a clock that needs no waiting. */
export function client(base: URL, more: Partial<ApiClientOptions> = {}): Client {
  const clock = fakeClock();
  const repeated: HttpFailure[] = [];
  const debug: string[] = [];
  const server = createApiClient({
    name: 'Appian',
    base,
    headers: { 'appian-api-key': 'the-api-key' },
    transport: createTransport('lowcode-deploy/test'),
    clock,
    redact: (text) => text.replaceAll('the-api-key', '***'),
    debug: (line) => debug.push(line),
    onRepeat: (failure) => repeated.push(failure),
    ...more,
  });
  return { server, clock, repeated, debug };
}

export function query(more: Partial<RequestOptions> = {}): RequestOptions {
  return {
    method: 'GET',
    path: 'inspections/1',
    retry: 'read',
    patienceMs: 60_000,
    signal: new AbortController().signal,
    ...more,
  };
}

/** What a promise comes to, whichever way. */
export async function settled(promise: Promise<unknown> | undefined): Promise<unknown> {
  return Promise.resolve(promise).catch((error: unknown) => error);
}
