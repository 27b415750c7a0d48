import type { ApiClient } from '../../http/client.ts';
import { HttpFailure } from '../../http/failure.ts';
import type { Body } from '../../http/request.ts';
import { Halt } from '../../release/outcome.ts';
import type { Clock } from '../../shared/clock.ts';
import * as wire from './wire.ts';

/** How the program signs in: an access token from elsewhere, or an API client of the organization. */
export type Credentials =
  | { readonly token: string }
  | { readonly clientId: string; readonly clientSecret: string; readonly identityUrl?: URL };

/** The dependencies of a session. */
export interface SessionOptions {
  readonly credentials: Credentials;
  /** The portal; only its origin counts. */
  readonly portal: URL;
  readonly clock: Clock;
  /** Creates a client for the server at `at` that sends `headers` with each request. */
  readonly server: (name: string, headers: Readonly<Record<string, string>>, at?: URL) => ApiClient;
  /** Hides a value from all output from now on. */
  readonly hide: (secret: string) => void;
}

/** No token could be had. Its reason does not say what was not done because of that. */
export class SignInFailed extends Halt {
  override readonly name = 'SignInFailed';
}

/** A signed-in session. The token is in memory only. */
export interface Session {
  /**
   * Calls `act` with a client that carries a valid token. If the server answers 401 to it, fetches a new token and
   * calls it once more: a request that was refused so has had no effect.
   * @throws HttpFailure, SignInFailed, or the signal's reason
   */
  use<T>(act: (client: ApiClient) => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** How long before its end a token is renewed, in milliseconds; for a short life, a tenth of it. */
const EARLY_MS = 300_000;
/** How long a request for a token is repeated, in milliseconds. */
const PATIENCE_MS = 60_000;
/** The pause after a 429 without `Retry-After`, in milliseconds. */
const RATE_LIMIT_PAUSE_MS = 60_000;

interface Signed {
  readonly client: ApiClient;
  /** When the token has to be renewed, in milliseconds since the Unix epoch. */
  readonly until: number;
}

/** Creates a session. It sends nothing yet. */
export function createSession(options: SessionOptions): Session {
  const { credentials, clock } = options;
  let current: Promise<Signed> | undefined;

  async function sign(signal: AbortSignal): Promise<Signed> {
    if ('token' in credentials) return { client: bearer(options, credentials.token), until: Infinity };
    const { token, expiresIn } = await fetchToken(options, credentials, signal);
    options.hide(token);
    const life = expiresIn * 1_000;
    const until = clock.now() + life - Math.min(EARLY_MS, life / 10);
    return { client: bearer(options, token), until };
  }

  /** Concurrent requests share one token. */
  async function signed(signal: AbortSignal, refused?: Signed): Promise<Signed> {
    const before = current;
    const found = await before;
    // Another request may have renewed it meanwhile.
    if (current !== before) return signed(signal, refused);
    if (found !== undefined && found !== refused && clock.now() < found.until) return found;
    const next = sign(signal);
    current = next;
    return next.catch((error: unknown) => {
      if (current === next) current = undefined;
      throw error;
    });
  }

  return {
    async use(act, signal) {
      const first = await signed(signal);
      try {
        return await act(first.client);
      } catch (error) {
        if (!(error instanceof HttpFailure) || error.facts.status !== 401 || 'token' in credentials)
          throw error;
        const second = await signed(signal, first);
        return act(second.client);
      }
    },
  };
}

function bearer({ server }: SessionOptions, token: string): ApiClient {
  return server('ODC', { authorization: `Bearer ${token}` });
}

type ApiClientCredentials = Exclude<Credentials, { readonly token: string }>;

/**
 * Fetches a token with the client credentials grant
 * (https://success.outsystems.com/documentation/outsystems_developer_cloud/odc_rest_apis/authentication/).
 * @throws SignInFailed
 */
async function fetchToken(
  { server, portal }: SessionOptions,
  credentials: ApiClientCredentials,
  signal: AbortSignal,
): Promise<wire.AccessToken> {
  const common = {
    retry: 'read',
    patienceMs: PATIENCE_MS,
    rateLimitPauseMs: RATE_LIMIT_PAUSE_MS,
    signal,
  } as const;
  const discovery = server('ODC', {}, new URL('/identity/', portal));
  const path = '.well-known/openid-configuration';
  const announced = await signingIn(() =>
    discovery.json({ ...common, method: 'GET', path }, wire.readDiscovery),
  );
  const endpoint = trustedEndpoint(announced, portal, credentials.identityUrl);
  const identity = server('ODC identity', {}, new URL('/', endpoint));
  const { clientId, clientSecret } = credentials;
  const body = formBody({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const request = { ...common, method: 'POST', path: endpoint.pathname.slice(1), body } as const;
  return signingIn(() => identity.json(request, wire.readToken));
}

/**
 * Checks where the client secret may go: to the portal's origin, or to the one that the user names.
 * @throws SignInFailed
 */
export function trustedEndpoint(announced: string, portal: URL, identityUrl: URL | undefined): URL {
  const endpoint = URL.canParse(announced) ? new URL(announced) : undefined;
  const trusted = [portal.origin, ...(identityUrl ? [identityUrl.origin] : [])];
  if (endpoint !== undefined && endpoint.search === '' && trusted.includes(endpoint.origin)) return endpoint;
  const where = endpoint === undefined ? 'an address that is none' : endpoint.origin;
  throw new SignInFailed({
    status: 'error',
    reason: `${portal.host} says that tokens are to be fetched from ${where}. The client secret was not sent there.`,
    advice:
      endpoint === undefined
        ? 'Check `url`.'
        : `If this is the identity host of your organization, set \`identity-url: ${endpoint.origin}\`.`,
  });
}

/** @throws SignInFailed for a failed request */
async function signingIn<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    throw new SignInFailed(
      {
        status: 'error',
        reason: `Signing in to ODC failed. ${error.message}`,
        advice: signInAdvice(error),
      },
      error,
    );
  }
}

function signInAdvice({ facts: { kind, status = 0 } }: HttpFailure): string {
  if (kind !== 'status')
    return 'Check `url` and `identity-url`, and the network and the proxy of the runner.';
  switch (status) {
    case 400:
    case 401:
    case 403:
      return 'Check `client-id` and `client-secret` in the ODC Portal: the secret may be wrong, expired or revoked. An API client has one secret at a time.';
    case 404:
      return 'Check `url`: it is the ODC Portal, such as `https://example.outsystems.dev`.';
    default:
      return 'Run this again later; if it stays so, check `url` and `identity-url`.';
  }
}

function formBody(fields: Readonly<Record<string, string>>): Body {
  const text = Buffer.from(new URLSearchParams(fields).toString());
  return {
    contentType: 'application/x-www-form-urlencoded',
    bytes: text.length,
    isUpload: false,
    async *chunks() {
      yield text;
    },
  };
}
