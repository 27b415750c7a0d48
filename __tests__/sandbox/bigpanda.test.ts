import { expect, test } from '@jest/globals';
import { violationsIn } from '../support/requests.ts';
import { call, panda, start } from './client.ts';

const event = { component: 'billing', version: '1.2.3', hosts: ['a', 'b'] };

test('start and end make one change', async () => {
  const sandbox = await start();
  const accepted = await panda(sandbox, 'happy', 'start', { ...event, timestamp: 1367316102 });
  expect(accepted).toMatchObject({ status: 200, json: { response: { status: 'created' } } });
  expect(sandbox.bigpanda.changes).toEqual([{ ...event, started: 1, ended: 0, status: 'in progress' }]);
  await panda(sandbox, 'happy', 'end', { ...event, status: 'failure', errorMessage: 'it broke' });
  expect(sandbox.bigpanda.changes).toEqual([
    { ...event, started: 1, ended: 1, status: 'failure', errorMessage: 'it broke' },
  ]);
  expect(sandbox.bigpanda.events).toMatchObject([
    { kind: 'start', timestamp: 1367316102 },
    { kind: 'end', status: 'failure', errorMessage: 'it broke' },
  ]);
  expect(violationsIn(sandbox)).toEqual([]);
});

test('distinguishes what a sender may do from what it should not', async () => {
  const sandbox = await start();
  await panda(sandbox, 'happy', 'start', { ...event, timestamp: 200 });
  await panda(sandbox, 'happy', 'start', event);
  await panda(sandbox, 'happy', 'end', { ...event, hosts: ['b', 'a'] });
  await panda(sandbox, 'happy', 'end', { ...event, version: 'other', status: 'success' });
  expect(sandbox.bigpanda.changes).toMatchObject([
    { version: '1.2.3', started: 2, ended: 1, status: 'success' },
    { version: 'other', started: 0, ended: 1, status: 'success' },
  ]);
  expect(sandbox.exchanges.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(sandbox.exchanges.map(({ violations }) => violations)).toEqual([
    [],
    [],
    [expect.stringContaining('status: left out'), expect.stringContaining('another order')],
    [expect.stringContaining('without a start')],
  ]);
});

test.each([
  ['no component', 'start', { ...event, component: undefined }, 'component'],
  ['empty version', 'start', { ...event, version: '' }, 'version'],
  ['one host as string', 'start', { ...event, hosts: 'a' }, 'hosts'],
  ['no hosts', 'end', { ...event, hosts: [] }, 'hosts'],
  ['milliseconds', 'start', { ...event, timestamp: 1367316102000 }, 'milliseconds'],
  ['fraction of a second', 'start', { ...event, timestamp: 1.5 }, 'timestamp'],
  ['a third status', 'end', { ...event, status: 'cancelled' }, 'status'],
  ['description that is no text', 'start', { ...event, description: 1 }, 'description'],
  ['no object', 'start', [], 'JSON object'],
  ['no JSON', 'start', '{', 'JSON'],
] as const)('400: %s', async (_why, kind, body, words) => {
  const sandbox = await start();
  const answer = await panda(sandbox, 'happy', kind, body);
  expect(answer).toMatchObject({
    status: 400,
    json: { response: { errors: [expect.stringContaining(words)] } },
  });
  expect(sandbox.exchanges[0]?.violations).toEqual([expect.stringContaining(words)]);
  expect(sandbox.bigpanda.events).toEqual([]);
});

test.each([
  ['created-201', 201, 1],
  ['down', 503, 0],
  ['unauthorized', 401, 0],
  ['bad-request', 400, 0],
  ['new-errors', 400, 0],
  ['nonsense', 401, 0],
])('%s answers %i', async (scenario, status, accepted) => {
  const sandbox = await start();
  expect((await panda(sandbox, scenario, 'start', event)).status).toBe(status);
  expect(sandbox.bigpanda.events).toHaveLength(accepted);
});

test('limited: each endpoint refuses once', async () => {
  const sandbox = await start();
  const first = await panda(sandbox, 'limited', 'start', event);
  expect([first.status, first.headers.get('retry-after')]).toEqual([429, '1']);
  expect((await panda(sandbox, 'limited', 'start', event)).status).toBe(200);
  expect((await panda(sandbox, 'limited', 'end', { ...event, status: 'success' })).status).toBe(429);
  expect((await panda(sandbox, 'limited', 'end', { ...event, status: 'success' })).status).toBe(200);
});

test('slow has the event and does not answer; reset has nothing', async () => {
  const sandbox = await start();
  const slow = panda(sandbox, 'slow', 'start', event);
  expect(await sandbox.exchange(1)).toMatchObject({ status: null, fault: 'stall' });
  expect(sandbox.bigpanda.events).toHaveLength(1);
  await expect(panda(sandbox, 'reset', 'start', event)).rejects.toThrow('fetch failed');
  expect(sandbox.bigpanda.events).toHaveLength(1);
  await Promise.all([expect(slow).rejects.toThrow('fetch failed'), sandbox.close()]);
});

test('paths and methods that do not exist', async () => {
  const sandbox = await start();
  const headers = { authorization: 'Bearer sandbox-happy' };
  expect((await call(`${sandbox.url}/data/events/deployments/start`, { headers })).status).toBe(405);
  expect((await call(`${sandbox.url}/data/events/nothing`, { headers })).json).toEqual({
    response: { errors: ['The requested endpoint does not exist'] },
  });
});
