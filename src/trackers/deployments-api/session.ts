import type { IncomingHttpHeaders } from 'node:http';
import type { ApiClient, RequestOptions } from '../../http/client.ts';
import { json } from '../../http/multipart.ts';
import { MASK } from '../../http/redact.ts';
import { hasStatus } from '../failure.ts';
import { readLogin } from './wire.ts';

/** A token, or a login that yields one. A login is valid for an hour, and a deployment may take longer. */
export type Credentials =
  | { readonly token: string }
  | { readonly username: string; readonly password: string };

/** Sends requests with the right API version and a valid token. */
export interface Session {
  /**
   * Sends a request to a path below the API's root.
   * @throws HttpFailure, or the signal's reason
   */
  json<T>(query: RequestOptions, decode: (value: unknown) => T): Promise<T>;
  /**
   * Number of requests that the server still accepts, from its latest answer; undefined if it does not report that.
   */
  readonly remaining: number | undefined;
}

type Root = 'api/v1/' | 'api/';

/** The dependencies and settings of a session. */
interface SessionOptions {
  /** Client for the address without `/api/v1`. */
  readonly server: ApiClient;
  readonly credentials: Credentials;
  /** Whether the address includes the version: then no other path is tried. */
  readonly versioned: boolean;
  readonly hide: (secret: string) => void;
}

/**
 * Creates a session. Early releases of the server have no version in their paths, and newer ones redirect paths
 * without it. The client follows no redirects, so the session tries `api/v1/` first and then `api/`.
 */
export function createSession({ server, credentials, versioned, hide }: SessionOptions): Session {
  let root: Root | undefined = versioned ? 'api/v1/' : undefined;
  let token = 'token' in credentials ? credentials.token : undefined;
  let remaining: number | undefined;

  async function ask<T>(
    query: RequestOptions,
    decode: (value: unknown, headers: IncomingHttpHeaders) => T,
  ): Promise<T> {
    const at = async (place: Root): Promise<T> => {
      const answer = await server.json({ ...query, path: place + query.path }, (value, headers) => {
        remaining = numberIn(headers['x-ratelimit-remaining']);
        return decode(value, headers);
      });
      root = place;
      return answer;
    };
    if (root !== undefined) return at(root);
    try {
      return await at('api/v1/');
    } catch (error) {
      if (!hasStatus(error, 404)) throw error;
      return at('api/').catch(() => Promise.reject(error));
    }
  }

  /** Logs in and returns the token. Repeating the request is safe. */
  async function login({ patienceMs, signal }: RequestOptions, body: object): Promise<string> {
    const query = { method: 'POST', path: 'auth/login', retry: 'read', body: json(body) } as const;
    const given = await ask({ ...query, patienceMs, signal }, (value, headers) =>
      readLogin(value, headers['set-cookie']),
    );
    // A server may return the same token again, which the redactor then replaces with the mask.
    if (given !== MASK) {
      hide(given);
      token = given;
    }
    return token ?? given;
  }

  return {
    get remaining() {
      return remaining;
    },

    async json(query, decode) {
      const send = (good: string) =>
        ask({ ...query, headers: { ...query.headers, authorization: `Bearer ${good}` } }, decode);
      if ('token' in credentials) return send(credentials.token);
      const used = token;
      if (used === undefined) return send(await login(query, credentials));
      try {
        return await send(used);
      } catch (error) {
        if (!hasStatus(error, 401)) throw error;
        return send(token !== undefined && token !== used ? token : await login(query, credentials));
      }
    },
  };
}

function numberIn(header: string | readonly string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : undefined;
}
