import { describe, expect, test } from '@jest/globals';
import { call, start } from './client.ts';
import {
  type Json,
  loggedIn,
  login,
  nobody,
  portal,
  production,
  record,
  recordId,
  refusal,
  trackerClient,
  violations,
  visit,
  wish,
} from './deployments-client.ts';

const listed = ({ json }: { readonly json: unknown }): readonly Json[] => (json as Json)['data'] as Json[];

describe('a record', () => {
  test('goes from pending to its end, and keeps what was sent', async () => {
    const { sandbox, tracker } = await visit('happy');
    const made = await tracker.post(
      'v1/deployments',
      wish({
        deployedBy: 'ci-bot',
        commitSha: 'a1b2c3',
        description: 'Hotfix',
        metadata: { run: 1, job: 'x' },
      }),
    );
    expect(made.status).toBe(201);
    expect(made.json).toEqual({
      id: recordId(),
      version: '1.2.3',
      status: 'pending',
      deployedBy: 'ci-bot',
      commitSha: 'a1b2c3',
      description: 'Hotfix',
      metadata: { run: 1, job: 'x' },
      componentId: portal,
      environmentId: production,
      startedAt: expect.any(String),
      finishedAt: null,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    const path = `v1/deployments/${recordId()}`;
    expect((await tracker.patch(path, { status: 'in_progress' })).status).toBe(200);
    const end = { status: 'succeeded', finishedAt: '2099-01-02T03:04:05+01:00', metadata: { job: 'y' } };
    const ended = await tracker.patch(path, end);
    const looks = {
      status: 'succeeded',
      finishedAt: '2099-01-02T02:04:05.000Z',
      metadata: { run: 1, job: 'y' },
      component: { id: portal, name: 'customer-portal' },
      environment: { id: production, name: 'production', type: 'production' },
    };
    expect(ended).toMatchObject({ status: 200, json: looks });
    expect(await tracker.get(path)).toMatchObject({ status: 200, json: looks });
    expect(sandbox.deploymentsApi.deployments).toMatchObject([
      {
        id: recordId(),
        component: 'customer-portal',
        environment: 'production',
        status: 'succeeded',
        writes: [
          { status: 'pending', sent: wish({ metadata: { run: 1, job: 'x' } }) },
          { status: 'in_progress', sent: { status: 'in_progress' } },
          { status: 'succeeded', sent: end },
        ],
      },
    ]);
    expect(violations(sandbox)).toEqual([]);
  });

  const all = ['pending', 'in_progress', 'succeeded', 'failed', 'rolled_back'];
  test.each([
    ['pending', [], ['in_progress', 'failed']],
    ['in_progress', ['in_progress'], ['succeeded', 'failed']],
    ['succeeded', ['in_progress', 'succeeded'], ['rolled_back']],
    ['failed', ['failed'], ['pending']],
    ['rolled_back', ['in_progress', 'succeeded', 'rolled_back'], ['pending']],
  ] as const)('from %s goes nowhere but where it may', async (from, way, allowed) => {
    const seen: unknown[] = [];
    const expected: unknown[] = [];
    for (const to of all) {
      const { sandbox, tracker } = await visit('happy');
      await record(tracker, way);
      const finishedAt = new Date().toISOString();
      const { status, json } = await tracker.patch(`v1/deployments/${recordId()}`, {
        status: to,
        finishedAt,
      });
      seen.push([to, status, (json as Json)['message'], violations(sandbox)]);
      const text = `Invalid status transition from "${from}" to "${to}". Allowed transitions: ${allowed.join(', ')}`;
      const isAllowed = (allowed as readonly string[]).includes(to);
      expected.push(isAllowed ? [to, 200, undefined, []] : [to, 400, text, [text]]);
    }
    expect(seen).toEqual(expected);
  });

  test('is found by where it is and what became of it, newest first', async () => {
    const { tracker } = await visit('happy');
    const of = `componentId=${portal}&environmentId=${production}`;
    const before = listed(await tracker.get(`v1/deployments?${of}`));
    expect(before.map(({ version, status }) => [version, status])).toEqual([
      ['1.2.2', 'failed'],
      ['1.1.0', 'succeeded'],
      ['1.0.5', 'rolled_back'],
      ['1.0.0', 'succeeded'],
    ]);
    await record(tracker, ['in_progress', 'succeeded']);
    const live = await tracker.get(`v1/deployments?${of}&status=succeeded&take=1`);
    expect(live.json).toMatchObject({
      data: [{ id: recordId(), version: '1.2.3', component: { name: 'customer-portal' } }],
      total: 3,
      skip: 0,
      take: 1,
    });
    expect(listed(await tracker.get('v1/deployments'))).toHaveLength(20);
  });

  test('of the past can be rolled back', async () => {
    const { sandbox, tracker } = await visit('happy');
    const query = `componentId=${portal}&environmentId=${production}&status=succeeded`;
    const [live] = listed(await tracker.get(`v1/deployments?${query}`));
    await tracker.patch(`v1/deployments/${String(live?.['id'])}`, { status: 'rolled_back' });
    const changed = sandbox.deploymentsApi.history.filter(({ writes }) => writes.length > 0);
    expect(changed).toMatchObject([{ version: '1.1.0', status: 'rolled_back' }]);
    expect(sandbox.deploymentsApi.deployments).toEqual([]);
  });
});

describe('what is objected to', () => {
  const must = expect.arrayContaining([
    'componentId must be a UUID',
    'environmentId must be a UUID',
    'version should not be empty',
  ]);

  test.each([
    ['nothing', {}, must],
    ['a status on create', wish({ status: 'succeeded' }), ['property status should not exist']],
    ['a time on create', wish({ startedAt: '2024-01-01' }), ['property startedAt should not exist']],
    ['a name for an id', wish({ componentId: 'customer-portal' }), ['componentId must be a UUID']],
    ['an empty version', wish({ version: '' }), ['version should not be empty']],
    ['a version of another type', wish({ version: ['1'] }), ['version must be a string']],
    ['a list as metadata', wish({ metadata: [] }), ['metadata must be an object']],
    [
      'what a later release knows',
      wish({ pipelineRunId: nobody }),
      ['property pipelineRunId should not exist'],
    ],
  ])('a create with %s', async (_what, body, messages) => {
    const { sandbox, tracker } = await visit('happy');
    const answer = await tracker.post('v1/deployments', body);
    expect(answer).toMatchObject(refusal(400, messages));
    expect(violations(sandbox)).toEqual((answer.json as Json)['message']);
    expect(sandbox.deploymentsApi.deployments).toEqual([]);
  });

  test.each([
    ['a version', { version: '2' }, 'property version should not exist'],
    ['seconds', { finishedAt: 1_700_000_000 }, 'finishedAt must be a valid ISO 8601 date string'],
    ['no date', { finishedAt: 'now' }, 'finishedAt must be a valid ISO 8601 date string'],
    [
      'an unknown status',
      { status: 'cancelled' },
      'status must be one of the following values: pending, in_progress, succeeded, failed, rolled_back',
    ],
  ])('a change with %s', async (_what, body, message) => {
    const { sandbox, tracker } = await visit('happy');
    await record(tracker, []);
    expect(await tracker.patch(`v1/deployments/${recordId()}`, body)).toMatchObject(refusal(400, [message]));
    expect(violations(sandbox)).toEqual([message]);
  });

  test.each([
    ['take=101', 'take must not be greater than 100'],
    ['take=0', 'take must not be less than 1'],
    ['skip=-1', 'skip must not be less than 0'],
    ['skip=1.5', 'skip must be an integer number'],
    ['status=done', expect.stringContaining('status must be one of')],
    ['componentId=x', 'componentId must be a UUID'],
    ['name=x', 'property name should not exist'],
  ])('a list of ?%s', async (query, message) => {
    const { sandbox, tracker } = await visit('happy');
    expect(await tracker.get(`v1/deployments?${query}`)).toMatchObject(refusal(400, [message]));
    expect(violations(sandbox)).toHaveLength(1);
  });

  test('what the server lets pass', async () => {
    const { sandbox, tracker } = await visit('happy');
    await tracker.post('v1/deployments', wish({ version: 12 }));
    await tracker.post('v1/deployments', wish({ version: '12' }));
    await tracker.patch(`v1/deployments/${recordId()}`, {});
    await tracker.patch(`v1/deployments/${recordId()}`, { status: 'failed' });
    expect(sandbox.exchanges.map(({ status, violations }) => [status, violations])).toEqual([
      [201, ['version: a number, which the server takes for a text']],
      [201, [`the same deployment is open already: ${recordId()}`]],
      [200, ['nothing to change']],
      [200, ['finishedAt is left out, and the server does not set it']],
    ]);
    expect(sandbox.deploymentsApi.deployments.map(({ version }) => version)).toEqual(['12', '12']);
  });

  test('bodies that are no JSON', async () => {
    const { sandbox, tracker } = await visit('happy');
    expect(await tracker.post('v1/deployments', '{')).toMatchObject(refusal(400, 'body is not valid JSON'));
    const bare = { method: 'POST', headers: { authorization: 'Bearer sandbox-happy' } };
    expect((await call(`${sandbox.url}/api/v1/deployments`, bare)).status).toBe(400);
    expect(sandbox.exchanges[1]?.violations).toContain('Content-Type is not application/json');
  });

  test('identifiers of nothing, and what is none', async () => {
    const { sandbox, tracker } = await visit('happy');
    expect(await tracker.post('v1/deployments', wish({ componentId: nobody }))).toMatchObject(
      refusal(404, `Component with ID "${nobody}" not found`),
    );
    expect(await tracker.post('v1/deployments', wish({ environmentId: nobody }))).toMatchObject(
      refusal(404, `Environment with ID "${nobody}" not found`),
    );
    expect(await tracker.get(`v1/deployments/${nobody}`)).toMatchObject(
      refusal(404, `Deployment with ID "${nobody}" not found`),
    );
    expect(violations(sandbox)).toEqual([]);
    expect(await tracker.get('v1/deployments/first')).toMatchObject(refusal(500, 'Internal server error'));
    expect(violations(sandbox)).toHaveLength(1);
  });
});

test('names are near misses of each other, and the wanted ones come after the first 20', async () => {
  const { tracker } = await visit('happy');
  const first = await tracker.get('v1/catalog/components?kindGroup=service');
  expect(first.json).toMatchObject({ total: 24, skip: 0, take: 20 });
  expect(listed(first).map(({ name }) => name)).not.toContain('customer-portal');
  const second = listed(await tracker.get('v1/catalog/components?skip=20'));
  expect(second.map(({ id, name }) => [name, id])).toContainEqual(['customer-portal', portal]);
  const environments = listed(await tracker.get('v1/environments?take=100')).map(({ name }) => name);
  expect(environments).toEqual(expect.arrayContaining(['Production', 'production', 'production-eu']));
  expect(new Set(environments).size).toBe(environments.length);
});

describe('a login', () => {
  test('leads to a token that nobody can guess, and to its scenario', async () => {
    const [sandbox, other] = [await start(), await start()];
    const answer = await login(sandbox, 'forbidden');
    expect(answer).toMatchObject({
      status: 200,
      json: {
        user: { username: 'release-bot', roles: ['user'] },
        token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        refreshToken: expect.any(String),
      },
    });
    const { token } = answer.json as Json;
    expect(((await login(other, 'forbidden')).json as Json)['token']).not.toBe(token);
    const headers = { authorization: `Bearer ${String(token)}` };
    const tracker = trackerClient(sandbox, headers);
    expect((await tracker.get('v1/environments')).status).toBe(200);
    expect(await tracker.post('v1/deployments', wish())).toMatchObject(refusal(403, 'Forbidden resource'));
    expect((await trackerClient(other, headers).get('v1/environments')).status).toBe(401);
    expect(sandbox.deploymentsApi.logins).toEqual(['release-bot']);
    expect(violations(sandbox)).toEqual([]);
  });

  test('is refused for any other password, and so is any other token', async () => {
    const sandbox = await start();
    const nobody = trackerClient(sandbox, {});
    const attempt = (password: unknown) => nobody.post('v1/auth/login', { username: 'x', password });
    expect(await attempt('wrong')).toMatchObject(refusal(401, 'Invalid credentials'));
    expect(await attempt('sandbox-nothing')).toMatchObject(refusal(401, 'Invalid credentials'));
    expect(await attempt(1)).toMatchObject(refusal(401, 'Invalid credentials'));
    expect(await nobody.get('v1/deployments')).toMatchObject(refusal(401, 'Unauthorized'));
    const stranger = trackerClient(sandbox, { authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.x' });
    expect(await stranger.get('v1/deployments')).toMatchObject(refusal(401, 'Unauthorized'));
    expect(sandbox.deploymentsApi.logins).toEqual([]);
  });

  test('counts as a request with the token that is its password', async () => {
    const { sandbox } = await visit('happy', {}, {});
    expect((await login(sandbox, 'happy+500-before@1+409@3')).status).toBe(500);
    const tracker = await loggedIn(sandbox, 'happy+500-before@1+409@3');
    expect((await tracker.get('v1/environments')).status).toBe(409);
    expect((await tracker.get('v1/environments')).status).toBe(200);
  });

  test('lasts through a refresh, and ends with the second use of a refresh token', async () => {
    const sandbox = await start();
    const { token, refreshToken } = (await login(sandbox, 'happy')).json as Json;
    const refresh = (username: string) =>
      trackerClient(sandbox, {}).post('v1/auth/refresh', { username, refreshToken });
    expect((await refresh('somebody')).status).toBe(401);
    const renewed = await refresh('release-bot');
    expect(renewed).toMatchObject({ status: 200, json: { token: expect.any(String) } });
    const tracker = trackerClient(sandbox, {
      authorization: `Bearer ${String((renewed.json as Json)['token'])}`,
    });
    const before = trackerClient(sandbox, { authorization: `Bearer ${String(token)}` });
    expect((await tracker.get('v1/environments')).status).toBe(200);
    expect(await refresh('release-bot')).toMatchObject(refusal(401, 'Invalid refresh token'));
    expect((await tracker.get('v1/environments')).status).toBe(401);
    expect((await before.get('v1/environments')).status).toBe(401);
  });
});

test('paths and methods that do not exist', async () => {
  const { tracker } = await visit('happy');
  expect(await tracker.get('deployments')).toMatchObject(refusal(404, 'Cannot GET /api/deployments'));
  expect(await tracker.put('v1/deployments', wish())).toMatchObject(
    refusal(404, 'Cannot PUT /api/v1/deployments'),
  );
  expect((await tracker.get('v1/nothing')).status).toBe(404);
  const nobody = trackerClient(await start(), {});
  expect(await nobody.get('nothing')).toMatchObject(refusal(404, 'Cannot GET /api/nothing'));
});
