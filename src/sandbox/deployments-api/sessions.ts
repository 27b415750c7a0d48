import { createHmac, randomBytes } from 'node:crypto';

interface User {
  readonly id: string;
  readonly username: string;
  readonly roles: readonly string[];
  /** The password: a token that selects a scenario. */
  readonly credential: string;
}

/** A login; it lasts through its refreshes. */
interface Login {
  readonly user: User;
  isRevoked: boolean;
}

/** An issued token. */
interface Session {
  readonly login: Login;
  /** Number of requests with this token. */
  uses: number;
  /** Number of deployments that had changed to `in_progress` when the token was issued. */
  readonly starts: number;
}

/** An access token with its refresh token. */
export interface TokenPair {
  readonly token: string;
  readonly refreshToken: string;
}

/** The tokens issued by one sandbox. They cannot be guessed: each is signed with a key of this process. */
export interface Sessions {
  readonly byToken: (token: string) => Session | undefined;
  readonly byRefreshToken: (refreshToken: string) => Login | undefined;
  /** Opens a session for a credential that is itself a token, at its first request. */
  readonly adopt: (credential: string, starts: number) => Session;
  /** Opens a session for a login and issues its tokens. */
  readonly open: (user: User, starts: number) => TokenPair;
  /** Exchanges a refresh token, once; a second use revokes the login. Returns undefined if it is refused. */
  readonly refresh: (username: string, refreshToken: string, starts: number) => TokenPair | undefined;
}

/** Lifetime of a token in seconds. */
const tokenLife = 3600;

/** Creates an empty set of sessions with a new signing key. */
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
  // Without it, two logins within one second would get the same token.
  const jti = randomBytes(8).toString('hex');
  const claims = { username, sub: id, roles, jti, iat, exp: iat + tokenLife };
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
