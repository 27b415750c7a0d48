import { createHmac, randomBytes } from 'node:crypto';

interface User {
  readonly id: string;
  readonly username: string;
  readonly roles: readonly string[];
  /** The password: a token that chooses a scenario. */
  readonly credential: string;
}

/** What one login leads to; it lasts through its refreshes. */
interface Login {
  readonly user: User;
  isRevoked: boolean;
}

/** A token in use. */
export interface Session {
  readonly login: Login;
  /** How many requests came with it. */
  uses: number;
  /** How many deployments had gone to `in_progress` when it was handed out. */
  readonly starts: number;
}

export interface TokenPair {
  readonly token: string;
  readonly refreshToken: string;
}

/** The tokens handed out by one sandbox. Nobody can guess one: each is signed with a key of this process. */
export interface Sessions {
  readonly byToken: (token: string) => Session | undefined;
  readonly byRefreshToken: (refreshToken: string) => Login | undefined;
  /** Takes a credential that is itself a token: it is in use from the first request on. */
  readonly adopt: (credential: string, starts: number) => Session;
  readonly open: (user: User, starts: number) => TokenPair;
  /** Exchanges a refresh token, once; a second use ends the login. Undefined: refused. */
  readonly refresh: (username: string, refreshToken: string, starts: number) => TokenPair | undefined;
}

/** Lifetime of a token in seconds. */
const tokenLife = 3600;

export function openSessions(): Sessions {
  const key = randomBytes(32);
  const sessions = new Map<string, Session>();
  const refreshTokens = new Map<string, { readonly login: Login; isUsed: boolean }>();

  const hand = (login: Login, starts: number): TokenPair => {
    const token = sign(key, login.user);
    const refreshToken = randomBytes(32).toString('hex');
    sessions.set(token, { login, uses: 0, starts });
    refreshTokens.set(refreshToken, { login, isUsed: false });
    return { token, refreshToken };
  };

  return {
    byToken: (token) => sessions.get(token),
    byRefreshToken: (refreshToken) => refreshTokens.get(refreshToken)?.login,
    adopt(credential, starts) {
      const user = { id: '', username: '', roles: [], credential };
      const session = sessions.get(credential) ?? { login: { user, isRevoked: false }, uses: 0, starts };
      sessions.set(credential, session);
      return session;
    },
    open: (user, starts) => hand({ user, isRevoked: false }, starts),
    refresh(username, refreshToken, starts) {
      const known = refreshTokens.get(refreshToken);
      if (!known || known.login.user.username !== username) return undefined;
      if (known.isUsed) known.login.isRevoked = true;
      if (known.login.isRevoked) return undefined;
      known.isUsed = true;
      return hand(known.login, starts);
    },
  };
}

function sign(key: Buffer, { id, username, roles }: User): string {
  const iat = Math.floor(Date.now() / 1000);
  // Two logins of one second would otherwise be given one token.
  const jti = randomBytes(8).toString('hex');
  const claims = { username, sub: id, roles, jti, iat, exp: iat + tokenLife };
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
