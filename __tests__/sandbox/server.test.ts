import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { get as getSecurely } from 'node:https';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from '@jest/globals';
import { scenarios, startSandbox } from '../../src/sandbox/index.ts';
import { appianClient, call, form, importForm, panda, start } from './client.ts';

test('GET / shows a person what there is', async () => {
  const sandbox = await start();
  const page = await call(sandbox.url);
  expect(page.headers.get('content-type')).toBe('text/plain;charset=UTF-8');
  expect(page.text).toContain('Appian Deployment REST API');
  expect(page.text).toContain('inspection-errors');
  expect(page.text).toContain('BigPanda');
  expect(await call(`${sandbox.url}/nothing`)).toMatchObject({
    status: 404,
    json: { message: expect.any(String) },
  });
});

const pem = (name: string): string =>
  readFileSync(new URL(`../support/tls/${name}.pem`, import.meta.url), 'utf8');

test('speaks https with a key and a certificate', async () => {
  const cert = pem('certificate');
  const { url } = await start({ tls: { key: pem('key'), cert } });
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const text = await new Promise<string>((resolve, reject) => {
    getSecurely(url, { ca: cert, servername: 'appian.example.test' }, (response) => {
      void Readable.from(response)
        .toArray()
        .then((parts) => resolve(Buffer.concat(parts as Buffer[]).toString('utf8')));
    }).once('error', reject);
  });
  expect(text).toContain('Appian Deployment REST API');
});

test('every scenario has one name in its API, and a line on the front page', async () => {
  const { text } = await call((await start()).url);
  const names = scenarios.map(({ api, name }) => `${api} ${name}`);
  expect(new Set(names).size).toBe(names.length);
  expect(
    scenarios.filter(
      ({ name, about }) => !new RegExp(`^  ${name} +`, 'm').test(text) || !text.includes(about),
    ),
  ).toEqual([]);
});

test('records requests as they were sent', async () => {
  const heard: number[] = [];
  const sandbox = await start({ onExchange: ({ index }) => heard.push(index) });
  await appianClient(sandbox, 'happy').post('deployments', importForm(), { 'Action-Type': 'import' });
  await panda(sandbox, 'happy', 'start', { component: 'c' });
  expect(heard).toEqual([1, 2]);
  expect(sandbox.exchanges).toMatchObject([
    {
      index: 1,
      method: 'POST',
      path: '/suite/deployment-management/v2/deployments',
      headers: { 'appian-api-key': 'sandbox-happy', 'action-type': 'import' },
      json: { packageFileName: 'my app.zip', name: 'Release 1' },
      files: [{ fileName: 'my app.zip', bytes: 6 }],
      status: 200,
    },
    { index: 2, json: { component: 'c' }, files: [], status: 400 },
  ]);
  expect(sandbox.exchanges[0]).not.toHaveProperty('fault');
});

test('waits for exchanges past and future, and gives up when closed', async () => {
  const sandbox = await start();
  const second = sandbox.exchange(2);
  const never = sandbox.until(({ path }) => path === '/never');
  await call(`${sandbox.url}/one`);
  await call(`${sandbox.url}/two`);
  expect((await second).path).toBe('/two');
  expect((await sandbox.exchange(1)).path).toBe('/one');
  await sandbox.close();
  await expect(never).rejects.toThrow('closed');
  await expect(sandbox.exchange(3)).rejects.toThrow('closed');
  await sandbox.close();
});

test('closes under silent, half-sent and stalled connections', async () => {
  const sandbox = await startSandbox({ faults: [{ request: 2, kind: 'stall' }] });
  const port = Number(new URL(sandbox.url).port);
  const sockets = ['', 'GET / HT', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf'].map(
    (text) => {
      const socket = connect(port, '127.0.0.1');
      socket.write(text);
      return socket;
    },
  );
  const closed = sockets.map(
    (socket) =>
      new Promise((resolve) => {
        socket.on('error', () => undefined);
        socket.on('close', resolve);
      }),
  );
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
  while (sandbox.exchanges.length < 1) await new Promise(setImmediate);
  const stalled = call(`${sandbox.url}/stalled`);
  stalled.catch(() => undefined);
  await sandbox.exchange(2);
  await sandbox.close();
  await Promise.all(closed);
  await expect(stalled).rejects.toThrow('fetch failed');
});

test('a client that leaves in the middle of its request creates nothing', async () => {
  const sandbox = await start();
  const upload = request(`${sandbox.url}/suite/deployment-management/v2/deployments`, {
    method: 'POST',
    headers: {
      'appian-api-key': 'sandbox-happy',
      'content-type': 'multipart/form-data; boundary=b',
      'content-length': 1000,
    },
  });
  upload.on('error', () => undefined);
  upload.write('--b\r\nContent-Disposition: form-data; name="f"; filename="a.zip"\r\n\r\nPK');
  while (sandbox.exchanges.length < 1) await new Promise(setImmediate);
  upload.destroy();
  const exchange = await sandbox.exchange(1);
  expect(exchange.status).toBeNull();
  expect(exchange.violations).toEqual([expect.stringContaining('went away')]);
  expect(sandbox.appian.deployments).toEqual([]);
});

test('bodies have limits where they are kept in memory', async () => {
  const sandbox = await start();
  const post = { method: 'POST', headers: { authorization: 'Bearer sandbox-happy' } };
  const url = `${sandbox.url}/data/events/deployments/start`;
  const long = await call(url, { ...post, body: JSON.stringify('x'.repeat(5 * 1024 * 1024)) });
  expect([long.status, long.text]).toEqual([400, expect.stringContaining('longer')]);
  const padded = form({ packageFileName: 'a.zip', pad: 'x'.repeat(2 * 1024 * 1024) }, { 'a.zip': 'x' });
  const part = await appianClient(sandbox, 'happy').post('inspections', padded);
  expect([part.status, part.text]).toEqual([400, expect.stringContaining('longer')]);
});

test('an upload of any size costs no memory', async () => {
  const sandbox = await start({ hashFiles: true });
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  const count = 256;
  const expected = createHash('sha256');
  const head =
    '--b\r\nContent-Disposition: form-data; name="json"\r\nContent-Type: application/json\r\n\r\n' +
    '{"packageFileName":"big \u00e9.zip"}\r\n' +
    '--b\r\nContent-Disposition: form-data; name="f"; filename="big \u00e9.zip"\r\nContent-Type: application/zip\r\n\r\n';
  function* body() {
    yield Buffer.from(head);
    for (let n = 0; n < count; n += 1) {
      expected.update(chunk);
      yield chunk;
    }
    yield Buffer.from('\r\n--b--\r\n');
  }
  const before = process.memoryUsage().rss;
  const upload = request(`${sandbox.url}/suite/deployment-management/v2/inspections`, {
    method: 'POST',
    headers: { 'appian-api-key': 'sandbox-happy', 'content-type': 'multipart/form-data; boundary=b' },
  });
  upload.on('response', (response) => response.resume());
  await pipeline(Readable.from(body()), upload);
  const exchange = await sandbox.exchange(1);
  expect(exchange).toMatchObject({ status: 200, violations: [] });
  expect(exchange.files).toEqual([
    {
      part: 'f',
      fileName: 'big \u00e9.zip',
      contentType: 'application/zip',
      bytes: chunk.length * count,
      sha256: expected.digest('hex'),
    },
  ]);
  expect(process.memoryUsage().rss - before).toBeLessThan((chunk.length * count) / 2);
});

test('a port in use is an error', async () => {
  const sandbox = await start();
  await expect(startSandbox({ port: Number(new URL(sandbox.url).port) })).rejects.toThrow('EADDRINUSE');
});

async function createTwo(): Promise<string[]> {
  const sandbox = await start();
  const appian = appianClient(sandbox, 'happy');
  await appian.post('deployments', importForm());
  await appian.post('deployments', importForm());
  return sandbox.appian.deployments.map(({ uuid }) => uuid);
}

test('gives the same identifiers in every run', async () => {
  const first = await createTwo();
  expect(new Set(first).size).toBe(2);
  expect(await createTwo()).toEqual(first);
});
