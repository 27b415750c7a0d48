import { X509Certificate } from 'node:crypto';
import { get } from 'node:https';
import { describe, expect, test } from '@jest/globals';
import type { RequestView } from '../../src/sandbox/page/request-view.ts';
import { makeCertificate } from '../../src/sandbox/tls.ts';
import { appianClient, call, importForm, panda, start } from './client.ts';

const page = {};
const event = { component: 'c', version: '1', hosts: ['h'] };

const post = (base: string) =>
  call(`${base}/suite/deployment-management/v2/deployments`, {
    method: 'POST',
    headers: { 'appian-api-key': 'a-real-key' },
    body: importForm(),
  });

describe('scenarios by address', () => {
  test.each(['sandbox-busy', 'sandbox%2Dbusy'])('/%s/… wins over the token of the request', async (part) => {
    const sandbox = await start();
    expect((await post(sandbox.url)).status).toBe(401);
    expect((await post(`${sandbox.url}/${part}`)).status).toBe(409);
    expect(sandbox.exchanges.at(-1)?.path).toBe(`/${part}/suite/deployment-management/v2/deployments`);
  });

  test('carries faults, and stays in the addresses of answers', async () => {
    const sandbox = await start();
    const base = `${sandbox.url}/sandbox-happy+500-before@2/suite/deployment-management/v2`;
    const created = await call(`${base}/deployments`, { method: 'POST', body: importForm() });
    const { url } = created.json as { url: string };
    expect(url.startsWith(base)).toBe(true);
    expect((await call(url)).status).toBe(500);
    expect((await call(url)).status).toBe(200);
  });

  test('is taken from the host sandbox-….localhost', async () => {
    const { readAddress } = await import('../../src/sandbox/address.ts');
    expect(readAddress('/suite/x?y', 'sandbox-busy.localhost:8089')).toEqual({
      token: 'sandbox-busy',
      target: '/suite/x?y',
      prefix: '',
    });
    expect(readAddress('/suite/x', 'sandbox-busy.example.com')).toEqual({ target: '/suite/x', prefix: '' });
    expect(readAddress('/sandbox-x%zz/y', undefined)).toEqual({ target: '/sandbox-x%zz/y', prefix: '' });
  });

  test('the Deployments API needs no login there', async () => {
    const sandbox = await start();
    expect((await call(`${sandbox.url}/sandbox-happy/api/v1/deployments`)).status).toBe(200);
    expect((await call(`${sandbox.url}/api/v1/deployments`)).status).toBe(401);
  });
});

describe('control', () => {
  const control = { method: 'POST', headers: { 'x-sandbox': '1' } };

  test('browsers get the page, all others the list of scenarios', async () => {
    const { url } = await start({ page });
    const found = await call(url, { headers: { accept: 'text/html' } });
    expect(found.headers.get('content-type')).toBe('text/html;charset=UTF-8');
    expect(found.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(found.text).not.toMatch(/https?:\/\//);
    expect((await call(url)).text).toContain('inspection-errors');
    expect((await call(`${url}/-/scenarios`)).json).toMatchObject({ scenarios: expect.any(Array) });
    expect((await call(`${url}/-/nothing`)).status).toBe(404);
    // A sandbox without a page has no control calls either.
    expect((await call(`${(await start()).url}/-/state`)).status).toBe(404);
  });

  test('reset empties everything, and is refused to pages of other sites', async () => {
    const sandbox = await start({ page });
    const { url } = sandbox;
    await panda(sandbox, 'happy', 'start', event);
    expect((await call(`${url}/-/state`)).json).toMatchObject([
      { system: 'BigPanda', status: 'in progress' },
    ]);
    expect((await call(`${url}/-/reset`, { method: 'POST' })).status).toBe(403);
    expect(sandbox.bigpanda.events).toHaveLength(1);
    expect((await call(`${url}/-/reset`, control)).status).toBe(204);
    expect(sandbox.bigpanda.events).toEqual([]);
    expect((await call(`${url}/-/state`)).json).toEqual([]);
    expect((await call(`${url}/-/requests`)).json).toEqual([]);
  });

  test('exit is there where the sandbox is a process', async () => {
    let exits = 0;
    const server = await start({ page: { onExit: () => (exits += 1) } });
    expect((await call(`${(await start({ page })).url}/-/exit`, control)).status).toBe(404);
    expect((await call(`${server.url}/-/exit`, control)).status).toBe(204);
    expect(exits).toBe(1);
  });

  test('events come as they happen', async () => {
    const sandbox = await start({ page });
    const response = await fetch(`${sandbox.url}/-/events`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await panda(sandbox, 'happy', 'start', event);
    let text = '';
    while (!text.includes('event: request')) text += (await reader?.read())?.value ?? '';
    expect(text).toContain('"path":"/data/events/deployments/start"');
    await reader?.cancel();
  });

  test('no credential is in what is shown', async () => {
    const heard: RequestView[] = [];
    const sandbox = await start({ page: { onRequest: (request) => heard.push(request) } });
    const secret = 'a/real+key-of-somebody';
    const basic = Buffer.from(`:${secret}`).toString('base64');
    const post = (path: string, headers: Record<string, string>, body: unknown) =>
      call(`${sandbox.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    await post(
      '/data/events/deployments/start',
      { authorization: `Bearer ${secret}` },
      { ...event, description: `x ${secret} y` },
    );
    await post(
      `/data/changes?k=${encodeURIComponent(secret)}`,
      { 'x-bp-app-key': secret },
      { summary: secret },
    );
    await post('/api/v1/auth/login', {}, { username: 'u', password: secret });
    await post('/jenkins/changes', {}, { apiKey: secret, appKey: 'an-app-key', change: {} });
    await call(`${sandbox.url}/suite/deployment-management/v2/deployments/${basic}`, {
      headers: { authorization: `Basic ${basic}` },
    });
    await appianClient(sandbox, 'echo-key').post('deployments', importForm());
    const shown = JSON.stringify([heard, (await call(`${sandbox.url}/-/requests`)).json]);
    for (const hidden of [secret, encodeURIComponent(secret), basic, 'an-app-key', 'sandbox-echo-key']) {
      expect(shown).not.toContain(hidden);
    }
    expect(heard.map(({ scenario }) => scenario)).toEqual([null, null, null, null, null, 'echo-key']);
    expect(heard[0]).toMatchObject({ method: 'POST', status: 401, request: expect.stringContaining('***') });
  });
});

test('a certificate for this machine, by an authority that Node, curl and Python take', async () => {
  const { authority, ...tls } = await makeCertificate(['sandbox-happy'], Date.now());
  const [root, leaf] = [new X509Certificate(authority), new X509Certificate(tls.cert)];
  expect([root.ca, leaf.ca]).toEqual([true, false]);
  expect(leaf.verify(root.publicKey)).toBe(true);
  expect(leaf.checkHost('sandbox-happy.localhost')).toBe('sandbox-happy.localhost');
  expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1');
  const { url } = await start({ tls });
  const status = await new Promise((resolve, reject) => {
    get(url.replace('127.0.0.1', 'localhost'), { ca: authority, family: 4 }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).once('error', reject);
  });
  expect(status).toBe(200);
});
