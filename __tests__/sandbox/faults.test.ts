import { expect, test } from '@jest/globals';
import { allFaultKinds } from '../../src/sandbox/index.ts';
import { appianClient, call, importForm, panda, start } from './client.ts';

/** What fetch says without a status line, and in the middle of a body. */
const broken = /fetch failed|terminated/;

const event = { component: 'billing', version: '1.2.3', hosts: ['a'] };

test.each([
  ['500-before', 500, 0],
  ['500-after', 500, 1],
  ['502-html', 502, 0],
  ['503-retry-after', 503, 0],
  ['503-after', 503, 1],
  ['504-after', 504, 1],
  ['html-200', 200, 1],
  ['empty-200', 200, 1],
  ['garbage-json', 200, 1],
  ['401', 401, 0],
  ['403', 403, 0],
  ['404', 404, 0],
  ['409', 409, 0],
  ['429', 429, 0],
  ['redirect', 307, 0],
] as const)('%s answers %i and leaves %i deployments', async (kind, status, deployments) => {
  const sandbox = await start({ faults: [{ request: 1, kind }] });
  const answer = await appianClient(sandbox, 'happy').post('deployments', importForm());
  expect(answer.status).toBe(status);
  expect(sandbox.appian.deployments).toHaveLength(deployments);
  expect(sandbox.exchanges).toMatchObject([{ index: 1, fault: kind, status, json: { name: 'Release 1' } }]);
});

test.each([
  ['reset-before', 0],
  ['reset-after', 1],
  ['cut-body', 1],
] as const)('%s breaks the connection and leaves %i deployments', async (kind, deployments) => {
  const sandbox = await start({ faults: [{ request: 1, kind }] });
  await expect(appianClient(sandbox, 'happy').post('deployments', importForm())).rejects.toThrow(broken);
  expect(sandbox.appian.deployments).toHaveLength(deployments);
  expect(sandbox.exchanges[0]?.status).toBe(kind === 'cut-body' ? 200 : null);
});

test.each(['stall', 'stall-body'] as const)(
  '%s processes, then is silent until the sandbox closes',
  async (kind) => {
    const sandbox = await start({ faults: [{ request: 1, kind }] });
    const silent = appianClient(sandbox, 'happy').post('deployments', importForm());
    await sandbox.exchange(1);
    expect(sandbox.appian.deployments).toHaveLength(1);
    const outcome = await Promise.race([
      silent,
      new Promise((resolve) => {
        setTimeout(resolve, 50, 'silence');
      }),
    ]);
    expect(outcome).toBe('silence');
    await Promise.all([expect(silent).rejects.toThrow(broken), sandbox.close()]);
  },
);

test('refusals come in the shape of the API they hit', async () => {
  const sandbox = await start({
    faults: [
      { request: { method: 'POST', path: /deployments$/ }, kind: '429' },
      { request: { method: 'POST', path: /\/start$/g, nth: 0 }, kind: '429' },
      { request: { method: 'GET', path: /^\/elsewhere/ }, kind: '403' },
    ],
  });
  const appian = await appianClient(sandbox, 'happy').post('deployments', importForm());
  expect(appian.json).toEqual({ title: 'APNX-1-4552-002', message: 'Too many requests' });
  expect(appian.headers.get('retry-after')).toBe('1');
  const bigpanda = await panda(sandbox, 'happy', 'start', event);
  expect(bigpanda.json).toEqual({ response: { errors: ['Rate limit exceeded: 5 requests per second'] } });
  expect((await fetch(`${sandbox.url}/elsewhere?x=1`)).status).toBe(403);
});

const location = async (url: string) => (await call(url)).headers.get('location');

test('redirects keep path and query and leave for the origin named', async () => {
  const redirect = { request: 1, kind: 'redirect' } as const;
  const named = await start({ faults: [redirect], redirectTo: 'http://127.0.0.1:9' });
  expect(await location(`${named.url}/a/b?c=d`)).toBe('http://127.0.0.1:9/a/b?c=d');
  const unnamed = await start({ faults: [redirect] });
  expect(await location(`${unnamed.url}//evil`)).toBe('http://sandbox.invalid//evil');
});

test('counts matches: the n-th, a row of them, every one', async () => {
  const look = { method: 'GET', path: /inspections/ };
  const sandbox = await start({
    faults: [
      { request: { ...look, nth: 2 }, kind: '401', times: 2 },
      { request: { ...look, nth: 0 }, kind: '409', times: 4 },
      { request: 6, kind: '403' },
    ],
  });
  const appian = appianClient(sandbox, 'happy');
  const seen: number[] = [];
  for (let n = 1; n <= 7; n += 1) seen.push((await appian.get('inspections/x')).status);
  expect(seen).toEqual([409, 401, 401, 409, 404, 403, 404]);
});

test('a token carries its faults and counts its own requests', async () => {
  const sandbox = await start();
  const faulty = appianClient(sandbox, 'happy+409@2+500-before@3');
  const healthy = appianClient(sandbox, 'happy');
  const seen: number[] = [];
  for (let n = 1; n <= 4; n += 1) {
    await healthy.get('deployments/x');
    seen.push((await faulty.get('deployments/x')).status);
  }
  expect(seen).toEqual([404, 409, 500, 404]);
  expect((await panda(sandbox, 'happy+503-retry-after@0', 'start', event)).status).toBe(503);
  expect((await panda(sandbox, 'happy+503-retry-after@0', 'start', event)).status).toBe(503);
});

test('every fault can be named in a token', async () => {
  const sandbox = await start();
  for (const kind of allFaultKinds) {
    const pending = appianClient(sandbox, `happy+${kind}@1`).get('deployments/x');
    pending.catch(() => undefined);
    expect(await sandbox.exchange(sandbox.exchanges.length + 1)).toMatchObject({ fault: kind });
  }
});
