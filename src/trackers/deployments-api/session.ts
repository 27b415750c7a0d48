import type { IncomingHttpHeaders } from 'node:http';
import type { ApiClient, RequestOptions } from '../../http/client.ts';
import { json } from '../../http/multipart.ts';
import { MASK } from '../../http/redact.ts';
import { hasStatus } from '../failure.ts';
import { readLogin } from './wire.ts';

/** A token, or what a token is got with. A login is good for an hour, and a deployment may take longer. */
export type Credentials =
  | { readonly token: string }
  | { readonly username: string; readonly password: string };

/** The way in: the API's version, and a token that is good. */
export interface Session {
  /** Asks below the API's root, whichever that is. @throws HttpFailure, or the signal's reason */
  json<T>(query: RequestOptions, decode: (value: unknown) => T): Promise<T>;
  /** How many more requests the server will take for now, by its latest word. */
  readonly remaining: number | undefined;
}

type Root = 'api/v1/' | 'api/';

export interface SessionOptions {
  /** At the address without `/api/v1`. */
  readonly server: ApiClient;
  readonly credentials: Credentials;
  /** The user named the version: no other is tried. */
  readonly versioned: boolean;
  readonly hide: (secret: string) => void;
}

/**
 * Early releases have no version in their paths, and newer ones send those on who leave it out. So the version comes
 * first, and nothing is ever followed.
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

  /** Asking twice for a token is the same as asking once. */
  async function login({ patienceMs, signal }: RequestOptions, body: object): Promise<string> {
    const query = { method: 'POST', path: 'auth/login', retry: 'read', body: json(body) } as const;
    const given = await ask({ ...query, patienceMs, signal }, (value, headers) =>
      readLogin(value, headers['set-cookie']),
    );
    // A server may give the same token once more; by then it is hidden, from this program too.
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

function numberIn(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : undefined;
}
