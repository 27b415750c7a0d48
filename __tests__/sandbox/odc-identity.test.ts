import { describe, expect, test } from '@jest/globals';
import { scenarios, startSandbox } from '../../src/sandbox/index.ts';
import type { RequestView } from '../../src/sandbox/page/request-view.ts';
import { call, start } from './client.ts';
import { type Json, logIn, odcClient, visit } from './odc-client.ts';

const discovery = '/identity/.well-known/openid-configuration';

const tokenOf = ({ json }: { readonly json: unknown }): string => String((json as Json)['access_token']);

describe('the discovery document', () => {
  test('names a token endpoint on the origin of the request', async () => {
    const { url } = await start();
    const { status, json } = await call(`${url}${discovery}`);
    expect([status, (json as Json)['grant_types_supported']]).toEqual([
      200,
      expect.arrayContaining(['client_credentials']),
    ]);
    expect((json as Json)['token_endpoint']).toMatch(
      new RegExp(`^${url}/auth/realms/[0-9a-f-]{36}/protocol/openid-connect/token$`),
    );
  });

  test.each([
    ['identity-elsewhere', 200, 'http://elsewhere.invalid'],
    ['discovery-empty', 200, undefined],
    ['discovery-missing', 404, undefined],
    ['discovery-page', 200, undefined],
  ])('%s, in the address: %i, token endpoint at %s', async (scenario, status, origin) => {
    const { url } = await start({ redirectTo: 'http://elsewhere.invalid' });
    const found = await call(`${url}/sandbox-${scenario}${discovery}`);
    const endpoint = (found.json as Json | undefined)?.['token_endpoint'];
    expect(found.status).toBe(status);
    expect(typeof endpoint === 'string' ? new URL(endpoint).origin : endpoint).toBe(origin);
    expect(found.text.startsWith('<!DOCTYPE')).toBe(scenario === 'discovery-page');
  });

  test('with another sandbox as identity server: its tokens are good here', async () => {
    const identity = await startSandbox();
    const { url } = await start({ identityUrl: identity.url });
    const login = await logIn(url, 'sandbox-happy');
    expect(identity.exchanges.map(({ method, path }) => [method, path.startsWith('/auth/realms/')])).toEqual([
      ['POST', true],
    ]);
    expect((await odcClient(url, tokenOf(login)).get('portfolios/environments')).status).toBe(200);
    await identity.close();
  });
});

describe('an access token', () => {
  test.each([
    ['another grant type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['no client id', { client_id: '' }, 401, 'invalid_client'],
    ['an unknown secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['a scenario that does not exist', { client_secret: 'sandbox-nowhere' }, 401, 'invalid_client'],
    ['secret-expired', { client_secret: 'sandbox-secret-expired' }, 401, 'invalid_client'],
    ['client-revoked', { client_secret: 'sandbox-client-revoked' }, 400, 'unauthorized_client'],
  ])('%s: refused', async (_what, change, status, error) => {
    const sandbox = await start();
    expect(await logIn(sandbox.url, 'sandbox-happy', change)).toMatchObject({
      status,
      json: { error, error_description: expect.any(String) },
    });
    expect(sandbox.odc.logins).toEqual([]);
  });

  test('echo-secret: the refusal shows the client secret', async () => {
    const { url } = await start();
    expect((await logIn(url, 'sandbox-echo-secret')).text).toContain('sandbox-echo-secret');
  });

  test('token-no-life: the answer has no expires_in', async () => {
    const { url } = await start();
    const { status, json } = await logIn(url, 'sandbox-token-no-life');
    expect([status, 'expires_in' in (json as Json)]).toEqual([200, false]);
  });

  test('JSON instead of a form is refused and noted', async () => {
    const sandbox = await start();
    const { json } = await call(`${sandbox.url}${discovery}`);
    const refused = await call(String((json as Json)['token_endpoint']), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: 'ci',
        client_secret: 'sandbox-happy',
      }),
    });
    expect([refused.status, sandbox.exchanges.at(-1)?.violations]).toEqual([400, [expect.any(String)]]);
  });

  test('is another one each time, opaque, and good for its scenario', async () => {
    const sandbox = await start();
    const [one, other] = [
      await logIn(sandbox.url, 'sandbox-forbidden'),
      await logIn(sandbox.url, 'sandbox-happy'),
    ];
    expect(tokenOf(one)).not.toBe(tokenOf(other));
    expect(Buffer.from(tokenOf(one).split('.')[3] ?? '', 'base64url').toString()).not.toContain('sandbox');
    expect((await odcClient(sandbox.url, tokenOf(one)).get('portfolios/environments')).status).toBe(403);
    expect((await odcClient(sandbox.url, tokenOf(other)).get('portfolios/environments')).status).toBe(200);
    expect(sandbox.odc.logins).toEqual(['ci', 'ci']);
  });

  test.each([
    ['nothing like one', 'wrong'],
    ['a forged one', 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwidHlwIjoiYXQrand0In0..AAAA.AAAA.AAAA'],
    ['a scenario that does not exist', 'sandbox-nowhere'],
  ])('%s: 401', async (_what, token) => {
    const { url } = await start();
    expect((await odcClient(url, token).get('portfolios/environments')).status).toBe(401);
  });

  test('ends after its life, by the clock of the sandbox', async () => {
    const clock = { time: Date.UTC(2026, 5, 1) };
    const { sandbox } = await visit('token-short', { now: () => clock.time });
    const login = await logIn(sandbox.url, 'sandbox-token-short');
    expect(login.json).toMatchObject({ expires_in: 60 });
    const odc = odcClient(sandbox.url, tokenOf(login));
    const seen: number[] = [];
    for (const seconds of [0, 59, 1]) {
      clock.time += seconds * 1000;
      seen.push((await odc.get('portfolios/environments')).status);
    }
    expect(seen).toEqual([200, 200, 401]);
  });

  test('token-uses: ends after ten requests; the next one is good', async () => {
    const { sandbox } = await visit('token-uses');
    const odc = odcClient(sandbox.url, tokenOf(await logIn(sandbox.url, 'sandbox-token-uses')));
    const seen: number[] = [];
    for (let n = 0; n < 12; n += 1) seen.push((await odc.get('portfolios/environments')).status);
    expect(seen).toEqual([...Array.from({ length: 10 }, () => 200), 401, 401]);
    const next = odcClient(sandbox.url, tokenOf(await logIn(sandbox.url, 'sandbox-token-uses')));
    expect((await next.get('portfolios/environments')).status).toBe(200);
  });

  test('neither it nor the client secret is shown on the page', async () => {
    const shown: RequestView[] = [];
    const { url } = await start({ page: { onRequest: (request) => shown.push(request) } });
    const token = tokenOf(await logIn(url, 'sandbox-happy'));
    await odcClient(url, token).get('portfolios/environments');
    const text = JSON.stringify([shown, (await call(`${url}/-/requests`)).json]);
    expect([shown.length, text.includes(token), text.includes('sandbox-happy')]).toEqual([3, false, false]);
    expect(shown.map(({ scenario }) => scenario)).toEqual([null, 'happy', 'happy']);
  });
});

test('every scenario has a name of its own and says what it does', () => {
  const mine = scenarios.filter(({ api }) => api === 'odc');
  expect(new Set(mine.map(({ name }) => name)).size).toBe(mine.length);
  expect(mine.filter(({ name, about }) => !/^[a-z0-9-]+$/.test(name) || about === '')).toEqual([]);
});
