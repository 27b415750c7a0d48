import { keyOf } from '../keys.ts';
import { type Answer, type Body, json, type Received } from '../simulated-api.ts';
import { bearer, parseToken } from '../token.ts';
import { Refused } from './errors.ts';
import { organizationId } from './scenarios.ts';
import type { Sessions, TokenPair } from './sessions.ts';
import { eraOf, type RequestContext, type TrackerSite, textIn } from './site.ts';
import { bodyOf, optional, required, type Shape, text } from './validation.ts';

type Headers = Received['headers'];

function cookie(headers: Headers, name: string): string | undefined {
  const pairs = (headers['cookie'] ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

const secretIn = (headers: Headers): string | undefined => bearer(headers) ?? cookie(headers, 'access_token');

/** Returns the password behind a token issued by a login; any other token is its own credential. */
export function credentialIn(headers: Headers, sessions: Sessions): string | undefined {
  const secret = secretIn(headers);
  if (secret !== undefined) return sessions.byToken(secret)?.login.user.credential ?? secret;
  return sessions.byRefreshToken(cookie(headers, 'refresh_token') ?? '')?.user.credential;
}

/** Returns the password from the body of a login, or the one behind the refresh token in the body. */
export function passwordIn(path: string, body: Body, sessions: Sessions): string | undefined {
  if (body.kind !== 'json') return undefined;
  if (isLogin(path)) return textIn(body.value, 'password');
  return sessions.byRefreshToken(textIn(body.value, 'refreshToken') ?? '')?.user.credential;
}

/** Returns true for the path of the login. */
export const isLogin = (path: string): boolean => /^\/api\/(?:v1\/)?auth\/login\/?$/.test(path);

/** Counts a request with a valid token. @throws Refused (401) without one */
export function authenticate({ request, site, shared }: RequestContext): void {
  const { scenario } = site;
  const sent = eraOf(site) === 'c' ? secretIn(request.headers) : bearer(request.headers);
  const secret = sent ?? (request.isTokenInPath ? request.credential : undefined);
  if (secret === undefined) throw new Refused(401, 'Unauthorized');
  const session = shared.sessions.byToken(secret) ?? shared.sessions.adopt(secret, site.starts);
  session.uses += 1;
  const isSpent = session.uses > (scenario.tokenUses ?? Infinity);
  const isOld = scenario.expiresOnStart === true && session.starts < site.starts;
  if (isSpent || isOld || session.login.isRevoked) throw new Refused(401, 'Unauthorized');
}

/** Checks the permission to write. @throws Refused (403) if the user may not write */
export function authorize({ request, site }: RequestContext): void {
  const { isReader, isStranger } = site.scenario;
  if (eraOf(site) === 'c') {
    const organization = request.headers['x-organization-id'];
    if (organization === undefined) {
      request.object('X-Organization-Id is missing');
      throw new Refused(403, 'X-Organization-Id header is required for this endpoint');
    }
    if (isStranger || organization !== organizationId) {
      throw new Refused(403, 'You are not a member of this organization', {
        errorCode: 'ORG_STALE_MEMBERSHIP',
      });
    }
  }
  if (isReader) throw new Refused(403, 'Forbidden resource');
}

const loginShape: Shape = { username: required(text), password: required(text) };

/** Handles `POST auth/login`: any user name, and a token that selects the scenario as password. */
export function login(context: RequestContext): Answer {
  const { request, site, shared } = context;
  const body = bodyOf(request, loginShape);
  const username = textIn(body, 'username') ?? '';
  const password = textIn(body, 'password') ?? '';
  if (username === '' || parseToken(password)?.scenario !== site.scenario.name) {
    throw new Refused(401, 'Invalid credentials');
  }
  shared.state.logins.push(username);
  const id = keyOf('user', username);
  const roles = site.scenario.isReader ? ['user'] : ['admin'];
  const pair = shared.sessions.open({ id, username, roles, credential: password }, site.starts);
  const user = { id, username, email: 'release@example.com', displayName: username, roles };
  return handOut(site, pair, { user });
}

const refreshShape: Shape = { username: optional(text), refreshToken: optional(text) };

/** Handles `POST auth/refresh`; in era C the refresh token is in a cookie. */
export function refresh({ request, site, shared }: RequestContext): Answer {
  const body = bodyOf(request, refreshShape);
  const sent = textIn(body, 'refreshToken') ?? cookie(request.headers, 'refresh_token') ?? '';
  const pair = shared.sessions.refresh(textIn(body, 'username') ?? '', sent, site.starts);
  if (!pair) throw new Refused(401, 'Invalid refresh token');
  return handOut(site, pair, {});
}

function handOut(
  site: TrackerSite,
  { token, refreshToken }: TokenPair,
  body: Readonly<Record<string, unknown>>,
): Answer {
  if (eraOf(site) !== 'c') return json(200, { ...body, token, refreshToken });
  const attributes = 'Path=/; HttpOnly; SameSite=Lax';
  return json(200, body, {
    'Set-Cookie': [`access_token=${token}; ${attributes}`, `refresh_token=${refreshToken}; ${attributes}`],
  });
}
