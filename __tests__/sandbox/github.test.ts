import { describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { call, start } from './client.ts';

type Json = Readonly<Record<string, unknown>>;

const sha = '0123456789abcdef0123456789abcdef01234567';

/** A client of the simulated GitHub; paths start after the repository. */
function gitHubClient(sandbox: Sandbox, scenario: string, scheme = 'Bearer') {
  const headers = { authorization: `${scheme} sandbox-${scenario}`, 'content-type': 'application/json' };
  const base = `${sandbox.url}/api/v3/repos/acme/portal`;
  return {
    get: (path: string) => call(`${base}/${path}`, { headers }),
    post: (path: string, body: unknown) =>
      call(`${base}/${path}`, {
        method: 'POST',
        headers,
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

type Client = ReturnType<typeof gitHubClient>;

async function visit(scenario: string) {
  const sandbox = await start();
  return { sandbox, hub: gitHubClient(sandbox, scenario) };
}

const wish = (change: Json = {}): Json => ({
  ref: sha,
  auto_merge: false,
  required_contexts: [],
  environment: 'staging',
  ...change,
});

/** The id of the n-th deployment of a sandbox. */
const id = (n = 1): number => 3_000_000_000 + n;

const tell = (hub: Client, state: string, n = 1, more: Json = {}) =>
  hub.post(`deployments/${id(n)}/statuses`, { state, ...more });

const violations = ({ exchanges }: Sandbox) => exchanges.flatMap(({ violations }) => violations);

const states = ({ github }: Sandbox) =>
  github.deployments.map(({ statuses }) => statuses.map(({ state }) => state));

test('a deployment and its statuses', async () => {
  const { sandbox, hub } = await visit('happy');
  const payload = { run: 7, triple: { hosts: ['a'] } };
  const made = await hub.post(
    'deployments',
    wish({ payload, task: 'deploy:appian', description: 'Release 7' }),
  );
  const repository = `${sandbox.url}/api/v3/repos/acme/portal`;
  const expected = {
    id: id(),
    sha,
    ref: sha,
    task: 'deploy:appian',
    payload,
    environment: 'staging',
    original_environment: 'staging',
    description: 'Release 7',
    transient_environment: false,
    production_environment: false,
    url: `${repository}/deployments/${id()}`,
    statuses_url: `${repository}/deployments/${id()}/statuses`,
  };
  expect(made).toMatchObject({ status: 201, json: expected });
  const addresses = { log_url: 'https://ci.example.com/1', environment_url: 'https://stg.example.com' };
  const status = await tell(hub, 'in_progress', 1, { description: 'deploying', ...addresses });
  expect(status).toMatchObject({
    status: 201,
    json: { state: 'in_progress', description: 'deploying', environment: 'staging', ...addresses },
  });
  await tell(hub, 'failure');
  expect((await hub.get(`deployments/${id()}`)).json).toMatchObject(expected);
  expect((await hub.get(`deployments/${id()}/statuses`)).json).toMatchObject([
    { state: 'failure' },
    { state: 'in_progress', target_url: addresses.log_url },
  ]);
  expect(sandbox.github.deployments).toMatchObject([
    {
      id: id(),
      repository: 'acme/portal',
      environment: 'staging',
      payload,
      isProduction: false,
      statuses: [
        { state: 'in_progress', logUrl: addresses.log_url, environmentUrl: addresses.environment_url },
        { state: 'failure', isAutomatic: false },
      ],
    },
  ]);
  expect(violations(sandbox)).toEqual([]);
});

test('what is left out', async () => {
  const { sandbox, hub } = await visit('happy');
  await hub.post('deployments', wish({ environment: undefined, ref: 'refs/heads/main' }));
  await hub.post('deployments', wish({ production_environment: true, transient_environment: true }));
  expect(sandbox.github.deployments).toMatchObject([
    { environment: 'production', isProduction: true, isTransient: false, task: 'deploy', payload: {} },
    { environment: 'staging', isProduction: true, isTransient: true },
  ]);
});

test('lists are filtered, paged, newest first, and of one repository', async () => {
  const { sandbox, hub } = await visit('happy');
  for (const change of [{}, { environment: 'qa' }, { ref: 'main' }, { task: 'other' }]) {
    await hub.post('deployments', wish(change));
  }
  const ids = async (query: string) =>
    ((await hub.get(`deployments${query}`)).json as readonly Json[]).map((one) => Number(one['id']) - id(0));
  expect(await ids('')).toEqual([4, 3, 2, 1]);
  expect(await ids('?environment=staging')).toEqual([4, 3, 1]);
  expect(await ids(`?environment=staging&sha=${sha}&task=deploy`)).toEqual([1]);
  expect(await ids('?ref=main')).toEqual([3]);
  expect(await ids('?per_page=2&page=2')).toEqual([2, 1]);
  const first = await hub.get('deployments?per_page=3');
  expect(first.headers.get('link')).toContain('per_page=3&page=2>; rel="next"');
  expect((await hub.get('deployments?per_page=4')).headers.get('link')).toBeNull();
  const headers = { authorization: 'token sandbox-happy' };
  const elsewhere = `${sandbox.url}/api/v3/repos/acme/other/deployments`;
  expect((await call(elsewhere, { headers })).json).toEqual([]);
  expect((await call(`${elsewhere}/${id()}`, { headers })).status).toBe(404);
});

describe('auto_inactive', () => {
  test.each([
    ['by default', {}, {}, ['success', 'inactive']],
    ['when asked not to', {}, { auto_inactive: false }, ['success']],
    ['for production', { environment: 'production' }, {}, ['success']],
    ['for what is called production', { production_environment: true }, {}, ['success']],
    ['for a transient environment', { transient_environment: true }, {}, ['success']],
  ])('%s', async (_when, wanted, said, first) => {
    const { sandbox, hub } = await visit('happy');
    await hub.post('deployments', wish(wanted));
    await tell(hub, 'success');
    await hub.post('deployments', wish(wanted));
    await tell(hub, 'in_progress', 2);
    await tell(hub, 'success', 2, said);
    expect(states(sandbox)).toEqual([first, ['in_progress', 'success']]);
  });

  test('spares other environments, what did not succeed, and what came later', async () => {
    const { sandbox, hub } = await visit('happy');
    await hub.post('deployments', wish({ environment: 'qa' }));
    await tell(hub, 'success');
    await hub.post('deployments', wish());
    await tell(hub, 'failure', 2);
    await hub.post('deployments', wish());
    await hub.post('deployments', wish({ task: 'later' }));
    await tell(hub, 'success', 4);
    await tell(hub, 'success', 3);
    expect(states(sandbox)).toEqual([['success'], ['failure'], ['success'], ['success']]);
  });

  test('leaves a mark', async () => {
    const { sandbox, hub } = await visit('happy');
    await hub.post('deployments', wish());
    await tell(hub, 'success');
    await hub.post('deployments', wish());
    await tell(hub, 'success', 2);
    expect(sandbox.github.deployments[0]?.statuses.map(({ isAutomatic }) => isAutomatic)).toEqual([
      false,
      true,
    ]);
  });
});

describe('a create that is refused', () => {
  const long = 'x'.repeat(141);
  test.each([
    ['no ref', { ref: undefined }, 422, 'Invalid request', '"ref" wasn\'t supplied.'],
    [
      'a merge',
      { auto_merge: undefined, ref: 'main' },
      202,
      'Auto-merged main into main',
      'auto_merge is not false',
    ],
    [
      'checks',
      { required_contexts: undefined },
      409,
      'Commit status checks failed',
      'required_contexts is not []',
    ],
    ['some checks', { required_contexts: ['x'] }, 409, 'Commit status checks failed', 'required_contexts'],
    ['a long description', { description: long }, 422, 'Validation Failed', 'description is too long'],
    ['a wrong type', { auto_merge: 'false' }, 422, "'properties/auto_merge'", "'properties/auto_merge'"],
  ])('for %s', async (_why, change, status, message, violation) => {
    const { sandbox, hub } = await visit('happy');
    const answer = await hub.post('deployments', wish(change));
    expect(answer).toMatchObject({ status, json: { message: expect.stringContaining(message) } });
    expect(answer.json).not.toHaveProperty('id');
    expect(violations(sandbox)).toEqual([expect.stringContaining(violation)]);
    expect(sandbox.github.deployments).toEqual([]);
  });

  test('for a ref that is not there', async () => {
    const { hub } = await visit('happy');
    const answer = await hub.post('deployments', wish({ ref: 'nowhere' }));
    expect(answer).toMatchObject({
      status: 422,
      json: { message: 'No ref found for: nowhere', status: '422' },
    });
    const none = await (await visit('unknown-ref')).hub.post('deployments', wish());
    expect(none).toMatchObject({ status: 422, json: { message: `No ref found for: ${sha}` } });
  });

  test('for a body that is none', async () => {
    const { hub } = await visit('happy');
    expect(await hub.post('deployments', '{')).toMatchObject({
      status: 400,
      json: { message: 'Problems parsing JSON' },
    });
  });

  test('but not for a second one of the same, or a field that nobody knows', async () => {
    const { sandbox, hub } = await visit('happy');
    await hub.post('deployments', wish({ color: 'red' }));
    await hub.post('deployments', wish());
    await hub.post('deployments', wish({ payload: { run: 2 } }));
    expect(sandbox.exchanges.map(({ status, violations }) => [status, violations])).toEqual([
      [201, ['color: not a documented field']],
      [201, [`the same deployment is open already: ${id()}`]],
      [201, []],
    ]);
  });
});

test.each([
  ['no state', {}, 422, '"state" wasn\'t supplied.'],
  ['an unknown state', { state: 'cancelled' }, 422, 'state is not included in the list'],
  ['a long description', { state: 'success', description: 'x'.repeat(141) }, 422, 'description is too long'],
  ['an address of another kind', { state: 'success', log_url: 'ftp://x' }, 422, 'must use http(s) scheme'],
  [
    'an address by its old name',
    { state: 'success', target_url: 'https://x' },
    201,
    'log_url has replaced it',
  ],
])('a status with %s', async (_what, body, status, violation) => {
  const { sandbox, hub } = await visit('happy');
  await hub.post('deployments', wish());
  expect((await hub.post(`deployments/${id()}/statuses`, body)).status).toBe(status);
  expect(violations(sandbox)).toEqual([expect.stringContaining(violation)]);
});

test('a status may move its deployment to another environment', async () => {
  const { sandbox, hub } = await visit('happy');
  await hub.post('deployments', wish());
  await tell(hub, 'queued', 1, { environment: 'qa' });
  expect(sandbox.github.deployments).toMatchObject([{ environment: 'qa', originalEnvironment: 'staging' }]);
});

describe('scenarios', () => {
  test.each([
    ['forbidden', 200, 403, 'Resource not accessible by integration'],
    ['not-found', 404, 404, 'Not Found'],
    ['unauthorized', 401, 401, 'Bad credentials'],
    ['nonsense', 401, 401, 'Bad credentials'],
    ['limited', 403, 403, 'API rate limit exceeded'],
    ['hostile', 200, 422, '::error::'],
    ['echo-token', 200, 422, 'Bearer sandbox-echo-token'],
    ['down', 503, 503, ''],
  ])('%s: reads %i, writes %i', async (scenario, read, write, message) => {
    const { sandbox, hub } = await visit(scenario);
    expect((await hub.get('deployments')).status).toBe(read);
    const answer = await hub.post('deployments', wish());
    expect([answer.status, answer.text]).toEqual([write, expect.stringContaining(message)]);
    expect(sandbox.github.deployments).toEqual([]);
    expect(violations(sandbox)).toEqual([]);
  });

  test('the hourly limit says when it is lifted', async () => {
    const { hub } = await visit('limited');
    const { headers } = await hub.get('deployments');
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    expect(Number(headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000);
  });

  test.each([
    ['limited-secondary', 429],
    ['limited-secondary-403', 403],
  ])('%s: the first of each kind', async (scenario, status) => {
    const { hub } = await visit(scenario);
    const first = await hub.post('deployments', wish());
    expect([first.status, first.headers.get('retry-after')]).toEqual([status, '1']);
    expect((await hub.post('deployments', wish())).status).toBe(201);
    expect((await tell(hub, 'success')).status).toBe(status);
    expect((await tell(hub, 'success')).status).toBe(201);
  });

  test('lost-answers: everything was carried out', async () => {
    const { sandbox, hub } = await visit('lost-answers');
    await expect(hub.post('deployments', wish())).rejects.toThrow('fetch failed');
    await expect(tell(hub, 'in_progress')).rejects.toThrow('fetch failed');
    await expect(tell(hub, 'success')).rejects.toThrow('fetch failed');
    expect((await tell(hub, 'success')).status).toBe(201);
    expect(states(sandbox)).toEqual([['in_progress', 'success', 'success']]);
  });

  test('slow has the deployment and does not answer; reset has nothing', async () => {
    const { sandbox, hub } = await visit('slow');
    expect((await hub.get('deployments')).status).toBe(200);
    const silent = hub.post('deployments', wish());
    expect(await sandbox.exchange(2)).toMatchObject({ status: null, fault: 'stall' });
    await expect(gitHubClient(sandbox, 'reset').get('deployments')).rejects.toThrow('fetch failed');
    expect(sandbox.github.deployments).toHaveLength(1);
    await Promise.all([expect(silent).rejects.toThrow('fetch failed'), sandbox.close()]);
  });
});

test('the older scheme, paths that do not exist, and a client without a name', async () => {
  const { sandbox, hub } = await visit('happy');
  expect((await gitHubClient(sandbox, 'happy', 'token').get('deployments')).status).toBe(200);
  expect((await hub.get('deployments/1')).status).toBe(404);
  expect((await hub.get('deployments/x/statuses')).status).toBe(404);
  expect((await hub.get('nothing')).status).toBe(404);
  expect((await hub.post(`deployments/${id()}`, {})).status).toBe(404);
  expect((await call(`${sandbox.url}/api/v1/environments`)).json).toMatchObject({ statusCode: 401 });
  const nameless = await call(`${sandbox.url}/api/v3/repos/acme/portal/deployments`, {
    headers: { authorization: 'token sandbox-happy', 'user-agent': '' },
  });
  expect([nameless.status, violations(sandbox)]).toEqual([403, ['User-Agent is missing']]);
});
