import { expect, test } from '@jest/globals';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { call, panda, type Reply, start } from './client.ts';

type Json = Readonly<Record<string, unknown>>;

const begun = {
  identifier: 'portal-1.2.3-run-7',
  status: 'In Progress',
  summary: 'Deploy 1.2.3',
  start: 1_700_000_000,
};
const done = { ...begun, status: 'Done', end: 1_700_000_600 };

/** Posts a change. */
function post(sandbox: Sandbox, scenario: string, change: unknown, headers: Json = {}): Promise<Reply> {
  return call(`${sandbox.url}/data/changes`, {
    method: 'POST',
    headers: {
      authorization: `Bearer sandbox-${scenario}`,
      'x-bp-app-key': 'key',
      'content-type': 'application/json',
      ...headers,
    },
    body: typeof change === 'string' ? change : JSON.stringify(change),
  });
}

function read(sandbox: Sandbox, scenario: string, rest: string): Promise<Reply> {
  const headers = { authorization: `Bearer sandbox-${scenario}` };
  return call(`${sandbox.url}/resources/v2.0/changes${rest}`, { headers });
}

const frame = '?start_time_frame=1699999999&end_time_frame=1700001000';
const violations = ({ exchanges }: Sandbox) => exchanges.map(({ violations }) => violations);
const identifiers = ({ json }: Reply) =>
  ((json as Json)['results'] as readonly Json[]).map((change) => change['identifier']);

test('posts of one identifier make one change', async () => {
  const sandbox = await start();
  const tags = { component: 'portal', result: 'failure' };
  const first = await post(sandbox, 'happy', { ...begun, tags, metadata: { run: 7 } });
  expect([first.status, first.text]).toEqual([204, '']);
  expect((await post(sandbox, 'happy', { ...done, ticket_url: 'https://ci.example.com/7' })).status).toBe(
    204,
  );
  expect(sandbox.bigpanda.changeRecords).toMatchObject([
    {
      identifier: begun.identifier,
      status: 'Done',
      summary: 'Deploy 1.2.3',
      start: begun.start,
      end: done.end,
      ticketUrl: 'https://ci.example.com/7',
      tags,
      metadata: { run: 7 },
      posts: [{ status: 'In Progress' }, { status: 'Done' }],
    },
  ]);
  expect(violations(sandbox)).toEqual([[], []]);
  expect(sandbox.bigpanda.changes).toEqual([]);
});

test('a change is read by its id, and found by time, words and page', async () => {
  const sandbox = await start();
  await post(sandbox, 'happy', begun);
  await post(sandbox, 'happy', { ...done, identifier: 'b', start: begun.start + 1 });
  await post(sandbox, 'happy', {
    ...done,
    identifier: 'c',
    start: begun.start + 9000,
    end: begun.start + 9001,
  });
  const [{ id } = { id: '' }] = sandbox.bigpanda.changeRecords;
  const one = await read(sandbox, 'happy', `/${id}`);
  expect(one).toMatchObject({ status: 200, json: { id, ...begun } });
  expect((await read(sandbox, 'happy', `/${begun.identifier}`)).status).toBe(404);
  expect(identifiers(await read(sandbox, 'happy', frame))).toEqual([begun.identifier, 'b']);
  expect(identifiers(await read(sandbox, 'happy', `${frame}&search="in progress"`))).toEqual([
    begun.identifier,
  ]);
  const page = await read(sandbox, 'happy', `${frame}&limit=1`);
  expect(identifiers(page)).toEqual([begun.identifier]);
  const next = /^<(.*)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1] ?? '';
  const last = await call(next, { headers: { authorization: 'Bearer sandbox-happy' } });
  expect([identifiers(last), last.headers.get('link')]).toEqual([['b'], null]);
  expect(violations(sandbox).flat()).toEqual([]);
});

test.each([
  ['', 'start_time_frame'],
  [`${frame}000`, 'milliseconds'],
  [`${frame}&limit=1000`, 'limit'],
  [`${frame}&cursor=x`, 'cursor'],
])('400: a list of %s', async (query, words) => {
  const sandbox = await start();
  const answer = await read(sandbox, 'happy', query);
  expect(answer).toMatchObject({ status: 400, json: { status: 400 } });
  expect((answer.json as Json)['errors']).toEqual(violations(sandbox)[0]);
  expect(answer.text).toContain(words);
});

test.each([
  ['no identifier', { identifier: undefined }, 'identifier'],
  [
    'a status in other letters',
    { status: 'In progress' },
    'status: must be one of Planned, In Progress, Done',
  ],
  ['a status of another kind', { status: 'Cancelled' }, 'status'],
  ['an empty summary', { summary: '' }, 'summary'],
  ['milliseconds', { start: 1_700_000_000_000 }, 'milliseconds'],
  ['an end that is text', { end: '1700000000' }, 'end'],
  ['a ticket that is no address', { ticket_url: 'CHG1' }, 'ticket_url'],
  ['a tag that is no text', { tags: { hosts: ['a'] } }, 'tags'],
  ['metadata that is none', { metadata: 'x' }, 'metadata'],
])('400: %s', async (_why, change, words) => {
  const sandbox = await start();
  const answer = await post(sandbox, 'happy', { ...begun, ...change });
  expect(answer).toMatchObject({
    status: 400,
    json: { status: 400, errors: [expect.stringContaining(words)] },
  });
  expect(violations(sandbox)).toEqual([[expect.stringContaining(words)]]);
  expect(sandbox.bigpanda.changeRecords).toEqual([]);
});

test('400: a body that is no JSON, or no object', async () => {
  const sandbox = await start();
  expect((await post(sandbox, 'happy', '{')).status).toBe(400);
  expect((await post(sandbox, 'happy', [])).status).toBe(400);
});

test('what BigPanda takes and makes no sense', async () => {
  const sandbox = await start();
  await post(sandbox, 'happy', { ...begun, color: 'red' });
  await post(sandbox, 'happy', { ...begun, status: 'Canceled', start: 1_700_000_001 });
  await post(sandbox, 'happy', { ...begun, start: 1_700_000_001, end: 5 });
  await read(sandbox, 'happy', `${frame}&search=portal&page=2`);
  expect(sandbox.exchanges.map(({ status }) => status)).toEqual([204, 204, 204, 200]);
  expect(violations(sandbox)).toEqual([
    ['color: not a documented field'],
    ['end: left out of a change that is over', 'start is not what it was before'],
    ['end lies before start', expect.stringContaining('Canceled becomes In Progress')],
    ['page: not a documented parameter'],
  ]);
});

test('both keys are needed for a post, the token alone for a read', async () => {
  const sandbox = await start();
  const without = await post(sandbox, 'happy', begun, { 'x-bp-app-key': '' });
  expect([without.status, violations(sandbox)]).toEqual([401, [['x-bp-app-key is missing']]]);
  expect((await post(sandbox, 'nonsense', begun)).status).toBe(401);
  expect((await read(sandbox, 'wrong-app-key', frame)).status).toBe(200);
  expect(await post(sandbox, 'wrong-app-key', begun)).toMatchObject({
    status: 403,
    json: { status: 403, errors: ['Access denied'] },
  });
});

test.each([
  ['ok-200', 200, 1],
  ['down', 503, 0],
  ['unauthorized', 401, 0],
  ['bad-request', 400, 0],
  ['new-errors', 400, 0],
  ['echo-keys', 400, 0],
])('%s answers %i', async (scenario, status, accepted) => {
  const sandbox = await start();
  expect((await post(sandbox, scenario, begun)).status).toBe(status);
  expect(sandbox.bigpanda.changeRecords).toHaveLength(accepted);
});

test('errors come in both shapes, and one of them reveals the keys', async () => {
  const sandbox = await start();
  expect((await post(sandbox, 'bad-request', begun)).json).toEqual({
    response: { errors: ['Missing mandatory field: summary'] },
  });
  expect((await post(sandbox, 'new-errors', begun)).json).toMatchObject({
    status: 400,
    errors: [expect.any(String)],
  });
  const echo = await post(sandbox, 'echo-keys', begun, { 'x-bp-app-key': 'secret-key' });
  expect(echo.text).toContain('sandbox-echo-keys, app key secret-key');
});

test.each([
  ['limited', '1'],
  ['limited-bare', null],
])('%s: each endpoint refuses once', async (scenario, after) => {
  const sandbox = await start();
  const first = await post(sandbox, scenario, begun);
  expect([first.status, first.headers.get('retry-after')]).toEqual([429, after]);
  expect((await post(sandbox, scenario, begun)).status).toBe(204);
  expect((await read(sandbox, scenario, frame)).status).toBe(429);
  expect((await read(sandbox, scenario, frame)).status).toBe(200);
});

test('lost-answers: each status was accepted', async () => {
  const sandbox = await start();
  await expect(post(sandbox, 'lost-answers', begun)).rejects.toThrow('fetch failed');
  await expect(post(sandbox, 'lost-answers', done)).rejects.toThrow('fetch failed');
  expect((await post(sandbox, 'lost-answers', done)).status).toBe(204);
  expect(sandbox.bigpanda.changeRecords).toMatchObject([{ status: 'Done', posts: { length: 3 } }]);
  expect(violations(sandbox).flat()).toEqual([]);
});

test('slow has the change and does not answer; reset has nothing', async () => {
  const sandbox = await start();
  const slow = post(sandbox, 'slow', begun);
  expect(await sandbox.exchange(1)).toMatchObject({ status: null, fault: 'stall' });
  await expect(post(sandbox, 'reset', done)).rejects.toThrow('fetch failed');
  expect(sandbox.bigpanda.changeRecords).toMatchObject([{ status: 'In Progress' }]);
  await Promise.all([expect(slow).rejects.toThrow('fetch failed'), sandbox.close()]);
});

test('paths and methods that do not exist; the deployments API beside it', async () => {
  const sandbox = await start();
  const headers = { authorization: 'Bearer sandbox-happy' };
  expect((await call(`${sandbox.url}/data/changes`, { headers })).status).toBe(405);
  expect((await call(`${sandbox.url}/data/changes/1`, { headers })).status).toBe(404);
  const event = { component: 'billing', version: '1', hosts: ['a'] };
  expect((await panda(sandbox, 'happy', 'start', event)).status).toBe(200);
  expect(sandbox.bigpanda).toMatchObject({ changes: [{ component: 'billing' }], changeRecords: [] });
});
