import { describe, expect, test } from '@jest/globals';
import { call, type Reply, start } from './client.ts';
import {
  type Json,
  loggedIn,
  login,
  organization,
  portal,
  record,
  recordId,
  refusal,
  trackerClient,
  violations,
  visit,
  wish,
} from './deployments-client.ts';

const versions = ({ json }: { readonly json: unknown }) =>
  (json as readonly Json[]).map((one) => one['version']);

describe('other releases', () => {
  test('era-a has no version in its paths, and lists without pages', async () => {
    const sandbox = await start();
    expect((await login(sandbox, 'era-a')).status).toBe(404);
    const tracker = await loggedIn(sandbox, 'era-a', '');
    expect((await tracker.get('v1/deployments')).status).toBe(404);
    expect((await tracker.get('environments?take=1')).json).toHaveLength(8);
    expect((await tracker.get('catalog/components?skip=100')).json).toHaveLength(24);
    const list = await tracker.get(`deployments?componentId=${portal}&status=in_progress`);
    expect(versions(list)).toEqual(['1.3.0']);
    expect(await record(tracker, ['in_progress', 'succeeded'], 'deployments')).toEqual([201, 200, 200]);
  });

  test('era-c hands out cookies, and wants the organization of a write', async () => {
    const sandbox = await start();
    const answer = await login(sandbox, 'era-c');
    expect(answer.json).toEqual({ user: expect.objectContaining({ username: 'release-bot' }) });
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '');
    expect(cookies).toEqual([
      expect.stringMatching(/^access_token=[\w-]+\.[\w-]+\.[\w-]+$/),
      expect.stringMatching(/^refresh_token=\w+$/),
    ]);
    expect(answer.headers.getSetCookie().every((cookie) => cookie.includes('HttpOnly'))).toBe(true);

    const member = { 'x-organization-id': organization };
    const byCookie = (headers: Readonly<Record<string, string>>) =>
      trackerClient(sandbox, { cookie: cookies.join('; '), ...headers });
    expect((await byCookie({}).get('v1/deployments')).status).toBe(200);
    expect(await byCookie({}).post('v1/deployments', wish())).toMatchObject(
      refusal(403, 'X-Organization-Id header is required for this endpoint'),
    );
    const stranger = await byCookie({ 'x-organization-id': 'other' }).post('v1/deployments', wish());
    expect(stranger).toMatchObject({ status: 403, json: { errorCode: 'ORG_STALE_MEMBERSHIP' } });
    expect(await record(byCookie(member), ['in_progress', 'failed'])).toEqual([201, 200, 200]);
    const token = cookies[0]?.slice('access_token='.length);
    const bearer = trackerClient(sandbox, { authorization: `Bearer ${token}`, ...member });
    expect((await bearer.post('v1/deployments', wish({ pipelineRunId: portal }))).status).toBe(201);
    expect(violations(sandbox)).toEqual(['X-Organization-Id is missing']);

    const renewed = await trackerClient(sandbox, { cookie: cookies[1] ?? '' }).post('v1/auth/refresh', {
      username: 'release-bot',
    });
    expect([renewed.status, renewed.headers.getSetCookie()]).toEqual([
      200,
      [expect.anything(), expect.anything()],
    ]);
  });

  test('era-c sends those on who leave the version out', async () => {
    const { sandbox, tracker } = await visit('era-c');
    const moved = await tracker.post('deployments?x=1', wish());
    expect([moved.status, moved.headers.get('location'), moved.headers.get('deprecation')]).toEqual([
      308,
      '/api/v1/deployments?x=1',
      'true',
    ]);
    const followed = await call(`${sandbox.url}/api/auth/login`, {
      method: 'POST',
      redirect: 'follow',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'x', password: 'sandbox-era-c' }),
    });
    expect(followed.status).toBe(200);
    expect(sandbox.deploymentsApi.deployments).toEqual([]);
  });

  test('era-c-stranger', async () => {
    const { tracker } = await visit('era-c-stranger', { 'x-organization-id': organization });
    expect((await tracker.get('v1/environments')).status).toBe(200);
    expect((await tracker.post('v1/deployments', wish())).json).toMatchObject({
      errorCode: 'ORG_STALE_MEMBERSHIP',
    });
  });

  test('a cookie is no token anywhere else', async () => {
    const { tracker } = await visit('happy', { authorization: '', cookie: 'access_token=sandbox-happy' });
    expect((await tracker.get('v1/environments')).status).toBe(401);
  });
});

describe('tokens and limits', () => {
  test('token-expires: a token is good for 4 requests, and a login gives another', async () => {
    const { sandbox, tracker } = await visit('token-expires');
    const first = await loggedIn(sandbox, 'token-expires');
    for (const one of [tracker, first, await loggedIn(sandbox, 'token-expires')]) {
      const seen: number[] = [];
      for (let n = 1; n <= 6; n += 1) seen.push((await one.get('v1/environments')).status);
      expect(seen).toEqual([200, 200, 200, 200, 401, 401]);
    }
  });

  test('token-expires-on-start: only a token that is younger ends the deployment', async () => {
    const { sandbox, tracker } = await visit('token-expires-on-start');
    expect(await record(tracker, ['in_progress', 'succeeded'])).toEqual([201, 200, 401]);
    const renewed = await loggedIn(sandbox, 'token-expires-on-start');
    const end = { status: 'succeeded', finishedAt: new Date().toISOString() };
    expect((await renewed.patch(`v1/deployments/${recordId()}`, end)).status).toBe(200);
  });

  test('throttled: every request counts, the login included', async () => {
    const sandbox = await start();
    const tracker = await loggedIn(sandbox, 'throttled');
    const answers: Reply[] = [];
    for (let n = 1; n <= 12; n += 1) answers.push(await tracker.get('v1/environments'));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(9).fill(200), 429, 200, 200]);
    const allowance = (at: number) =>
      ['limit', 'remaining', 'reset'].map((name) => answers[at]?.headers.get(`x-ratelimit-${name}`));
    expect([allowance(0), allowance(8), allowance(10)]).toEqual([
      ['10', '8', '1'],
      ['10', '0', '1'],
      ['10', '9', '1'],
    ]);
    expect(answers[9]).toMatchObject(refusal(429, 'ThrottlerException: Too Many Requests'));
    expect(answers[9]?.headers.get('retry-after')).toBe('1');
  });

  test('throttled-login, throttled-always', async () => {
    const sandbox = await start();
    const refused = await login(sandbox, 'throttled-login');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await login(sandbox, 'throttled-login')).status).toBe(200);
    const { tracker } = await visit('throttled-always');
    expect((await tracker.get('v1/environments')).status).toBe(200);
    expect(await record(tracker, ['failed'])).toEqual([429, 429]);
  });

  test.each([
    ['unauthorized', 401, 401, 0],
    ['forbidden', 200, 403, 0],
    ['down', 503, 503, 0],
    ['hostile', 200, 400, 0],
    ['echo-token', 200, 400, 0],
    ['bad-id', 200, 201, 1],
  ])('%s: reads %i, writes %i', async (scenario, read, write, made) => {
    const { sandbox, tracker } = await visit(scenario);
    expect((await tracker.get('v1/environments')).status).toBe(read);
    expect((await tracker.post('v1/deployments', wish())).status).toBe(write);
    expect(sandbox.deploymentsApi.deployments).toHaveLength(made);
    expect(violations(sandbox)).toEqual([]);
  });

  test('unauthorized refuses a login, echo-token reveals the token, bad-id hands out a path', async () => {
    const sandbox = await start();
    expect(await login(sandbox, 'unauthorized')).toMatchObject(refusal(401, 'Invalid credentials'));
    const { tracker } = await visit('echo-token');
    const told = await tracker.post('v1/deployments', wish());
    expect(told.text).toContain('Bearer sandbox-echo-token');
    const made = await (await visit('bad-id')).tracker.post('v1/deployments', wish());
    expect(made.json).toMatchObject({ id: '../../x' });
  });
});

describe('answers that get lost', () => {
  test('lost-answers: everything was carried out', async () => {
    const { sandbox, tracker } = await visit('lost-answers');
    await expect(tracker.post('v1/deployments', wish())).rejects.toThrow('fetch failed');
    const path = `v1/deployments/${recordId()}`;
    const end = { status: 'succeeded', finishedAt: new Date().toISOString() };
    await expect(tracker.patch(path, { status: 'in_progress' })).rejects.toThrow('fetch failed');
    await expect(tracker.patch(path, end)).rejects.toThrow('fetch failed');
    expect((await tracker.get(path)).json).toMatchObject({ status: 'succeeded' });
    expect(violations(sandbox)).toEqual([]);
    expect((await tracker.post('v1/deployments', wish())).status).toBe(201);
    expect((await tracker.patch(path, end)).status).toBe(400);
  });

  test('slow has the record and does not answer; reset has nothing', async () => {
    const { sandbox, tracker } = await visit('slow');
    expect((await tracker.get('v1/environments')).status).toBe(200);
    const silent = tracker.post('v1/deployments', wish());
    expect(await sandbox.exchange(2)).toMatchObject({ status: null, fault: 'stall' });
    const reset = trackerClient(sandbox, { authorization: 'Bearer sandbox-reset' });
    await expect(reset.post('v1/deployments', wish())).rejects.toThrow('fetch failed');
    expect(sandbox.deploymentsApi.deployments).toHaveLength(1);
    await Promise.all([expect(silent).rejects.toThrow('fetch failed'), sandbox.close()]);
  });

  test('failed-elsewhere: the end comes too late, and nobody is to blame', async () => {
    const { sandbox, tracker } = await visit('failed-elsewhere');
    expect(await record(tracker, ['in_progress', 'succeeded'])).toEqual([201, 200, 400]);
    expect(sandbox.deploymentsApi.deployments).toMatchObject([{ status: 'failed' }]);
    expect(violations(sandbox)).toEqual([]);
  });
});

describe('worlds', () => {
  test('empty', async () => {
    const { tracker } = await visit('empty');
    const lists = ['catalog/components', 'environments', 'deployments'];
    const found = await Promise.all(lists.map((list) => tracker.get(`v1/${list}`)));
    const nothing = { data: [], total: 0, skip: 0, take: 20 };
    expect(found.map(({ json }) => json)).toEqual([nothing, nothing, nothing]);
    expect((await tracker.post('v1/deployments', wish())).status).toBe(404);
  });

  test.each([
    ['catalog/components', 'customer-portal', 129],
    ['environments', 'production', 113],
  ])('many: %s has %s on its second page of 100', async (list, name, total) => {
    const { tracker } = await visit('many');
    const names = async (query: string) => {
      const { json } = await tracker.get(`v1/${list}?take=100${query}`);
      expect(json).toMatchObject({ total });
      return ((json as Json)['data'] as readonly Json[]).map((one) => one['name']);
    };
    expect(await names('')).not.toContain(name);
    expect(await names('&skip=100')).toContain(name);
  });

  test('the history lets some promotions pass, and knows what ran before', async () => {
    const { sandbox } = await visit('happy', {}, {});
    await loggedIn(sandbox, 'happy');
    const told = sandbox.deploymentsApi.history
      .filter(({ component }) => component === 'customer-portal' || component === 'EmployeeBackoffice')
      .map(({ component, environment, version, status }) =>
        [component, environment, version, status].join(' '),
      );
    expect(told).toEqual(
      expect.arrayContaining([
        'customer-portal staging 1.2.3 succeeded',
        'customer-portal staging 1.2.2 failed',
        'customer-portal staging 1.3.0 in_progress',
        'EmployeeBackoffice Development 1.2.0 succeeded',
        'EmployeeBackoffice Production 1.0.1 succeeded',
        'EmployeeBackoffice Production 1.1.0 succeeded',
      ]),
    );
    expect(told).not.toContain('customer-portal production 1.2.3 succeeded');
    expect(told).not.toContain('EmployeeBackoffice Test 1.2.0 succeeded');
  });
});

/** The matrix of a scenario, and its row of the portal. */
async function look(scenario: string) {
  const { tracker } = await visit(scenario);
  const answer = await tracker.get('v1/deployments/matrix?owner=team-portal&lifecycle=production');
  const rows = Array.isArray(answer.json) ? (answer.json as readonly Json[]) : [];
  return { answer, row: rows.find((row) => (row['id'] ?? row['componentId']) === portal) };
}

describe('what is live', () => {
  test('latest fails, as on PostgreSQL, or answers in the order of the environments', async () => {
    const query = `v1/deployments/latest?componentId=${portal}`;
    const happy = await visit('happy');
    expect(await happy.tracker.get(query)).toMatchObject(refusal(500, 'Internal server error'));
    const { tracker } = await visit('latest-works');
    expect(versions(await tracker.get(query))).toEqual(['1.3.0', '1.2.3', '1.1.0', '1.1.0']);
    expect((await tracker.get('v1/deployments/latest')).status).toBe(500);
  });

  test('matrix fails, or has one of two shapes', async () => {
    expect((await look('matrix-broken')).answer).toMatchObject(refusal(500, 'Internal server error'));
    const { row: released } = await look('happy');
    expect(released).toMatchObject({ name: 'customer-portal', kind: 'service' });
    expect(released?.['environments']).toHaveLength(8);
    expect(released?.['environments']).toContainEqual(
      expect.objectContaining({ environmentName: 'production', version: '1.1.0', status: 'succeeded' }),
    );
    expect(released?.['environments']).toContainEqual(
      expect.objectContaining({ environmentName: 'Test', version: null, status: null, deployedAt: null }),
    );
    const { row: documented } = await look('matrix-documented');
    expect(documented).toMatchObject({
      componentName: 'customer-portal',
      environments: { production: { version: '1.1.0', deployedAt: expect.any(String) } },
    });
    expect(documented?.['environments']).not.toHaveProperty('Test');
    const { tracker } = await visit('happy');
    expect((await tracker.get('v1/deployments/matrix?owner=nobody')).json).toEqual([]);
  });
});
