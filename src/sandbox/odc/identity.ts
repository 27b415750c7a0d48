import { keyOf } from '../keys.ts';
import { type Answer, type Body, htmlPage, json, type Received } from '../simulated-api.ts';
import { bearer, parseToken } from '../token.ts';
import { openToken, sealToken } from './access-token.ts';
import { identityError, problem } from './errors.ts';
import type { OdcScenario } from './scenario.ts';
import type { SharedState } from './site.ts';

const realm = `/auth/realms/${keyOf('realm')}`;

/** Path of the discovery document. */
export const discoveryPath = '/identity/.well-known/openid-configuration';

/** Path of the token endpoint. */
export const tokenPath = `${realm}/protocol/openid-connect/token`;

/** Life of an access token in seconds: 12 hours. */
const tokenSeconds = 43_200;

/** Returns the client secret behind the access token in the headers; another token is its own credential. */
export function credentialIn(headers: Received['headers']): string | undefined {
  const token = bearer(headers);
  return token === undefined ? undefined : (openToken(token)?.credential ?? token);
}

/** Returns the client secret in the form that asks for an access token. */
export function secretIn(path: string, body: Body): string | undefined {
  return path === tokenPath ? (formOf(body)?.get('client_secret') ?? undefined) : undefined;
}

/** Returns a body of the type `application/x-www-form-urlencoded`, which no other part of the sandbox parses. */
function formOf(body: Body): URLSearchParams | undefined {
  return body.kind === 'unreadable' && body.text !== undefined ? new URLSearchParams(body.text) : undefined;
}

/** Handles `GET openid-configuration`. */
export function discover(
  { origin, path }: Received,
  { foreignOrigin, identityUrl }: SharedState,
  scenario: OdcScenario | undefined,
): Answer {
  switch (scenario?.discovery) {
    case 'page':
      return htmlPage(200, 'Sign in');
    case 'missing':
      return problem(404, path);
    case 'no endpoint':
    case 'elsewhere':
    case undefined: {
      const host = scenario?.discovery === 'elsewhere' ? foreignOrigin : (identityUrl ?? origin);
      const document = {
        issuer: `${host}${realm}`,
        authorization_endpoint: `${host}${realm}/protocol/openid-connect/auth`,
        token_endpoint: `${host}${tokenPath}`,
        jwks_uri: `${host}${realm}/protocol/openid-connect/certs`,
        grant_types_supported: ['authorization_code', 'client_credentials', 'refresh_token'],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      };
      if (scenario?.discovery !== 'no endpoint') return json(200, document);
      return json(200, { ...document, token_endpoint: undefined });
    }
  }
}

/** Handles `POST token`: the client secret is a token that selects a scenario; any client id is accepted. */
export function issueToken(
  { body, headers, credential, object }: Received,
  shared: SharedState,
  scenario: OdcScenario | undefined,
): Answer {
  const form = formOf(body);
  if (!form || !/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')) {
    object('the token endpoint takes a form: application/x-www-form-urlencoded');
    return identityError(400, 'invalid_request', 'Missing form parameter: grant_type');
  }
  if (form.get('grant_type') !== 'client_credentials') {
    return identityError(400, 'unsupported_grant_type', 'Unsupported grant_type');
  }
  const clientId = form.get('client_id') ?? '';
  if (!scenario || credential === undefined || clientId === '') {
    return identityError(401, 'invalid_client', 'Invalid client or Invalid client credentials');
  }
  const { loginRefusal, tokenSeconds: life = tokenSeconds } = scenario;
  if (loginRefusal) {
    const { status, error, text } = loginRefusal;
    return identityError(status, error, scenario.echoesSecret ? `${text} ${credential}` : text);
  }
  shared.state.logins.push(clientId);
  return json(
    200,
    {
      access_token: sealToken({ credential, clientId, expiresAt: shared.now() + life * 1000 }),
      ...(!scenario.omitsLife && { expires_in: life }),
      refresh_expires_in: 0,
      token_type: 'Bearer',
      'not-before-policy': 0,
      scope: 'email profile',
    },
    { 'Cache-Control': 'no-store', Pragma: 'no-cache' },
  );
}

/** Returns a refusal (401) if the access token of a request is missing, unknown, expired or used too often. */
export function refuseToken(
  request: Received,
  shared: SharedState,
  scenario: OdcScenario | undefined,
): Answer | undefined {
  const { headers, path, isTokenInPath } = request;
  if (!scenario) return problem(401, path);
  const token = bearer(headers);
  if (token === undefined) return isTokenInPath ? undefined : problem(401, path);
  const claims = openToken(token);
  if (!claims) return parseToken(token) || isTokenInPath ? undefined : problem(401, path);
  const uses = (shared.tokenUses.get(token) ?? 0) + 1;
  shared.tokenUses.set(token, uses);
  const isSpent = shared.now() >= claims.expiresAt || uses > (scenario.tokenUses ?? Infinity);
  return isSpent ? problem(401, path, 'The access token has expired.') : undefined;
}
