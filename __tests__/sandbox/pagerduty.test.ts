import { expect, test } from '@jest/globals';
import type { RequestView } from '../../src/sandbox/page/request-view.ts';
import { violationsIn } from '../support/requests.ts';
import { call, type Reply, start } from './client.ts';

const payload = {
  summary: 'Deployed portal 1.0',
  source: 'portal.example.com',
  timestamp: '2026-01-01T00:00:00.000Z',
  custom_details: { status: 'succeeded' },
};
const links = [{ href: 'https://ci.example.com/7', text: 'Run' }];

function send(url: string, body: unknown, scenario: string | null = 'happy'): Promise<Reply> {
  const key = scenario === null ? {} : { routing_key: `sandbox-${scenario}` };
  return call(`${url}/v2/change/enqueue`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...key, ...(body as object) }),
  });
}

test('accepts change events, and the same one twice', async () => {
  const sandbox = await start();
  for (let nth = 1; nth <= 2; nth++)
    expect(await send(sandbox.url, { payload, links })).toMatchObject({
      status: 202,
      json: { status: 'success' },
    });
  const { summary, source, timestamp } = payload;
  const change = { summary, source, timestamp, details: { status: 'succeeded' }, links };
  expect(sandbox.pagerduty.changes).toEqual([change, change]);
  expect(violationsIn(sandbox)).toEqual([]);
});

test.each([
  ['no payload', {}, 'payload'],
  ['no summary', { payload: { ...payload, summary: '' } }, 'payload.summary'],
  ['a long summary', { payload: { ...payload, summary: 'x'.repeat(1_025) } }, 'longer than 1024'],
  ['a time that is none', { payload: { ...payload, timestamp: 1_767_225_600 } }, 'ISO 8601'],
  ['details that are a text', { payload: { ...payload, custom_details: 'x' } }, 'custom_details'],
  ['a link without an address', { payload, links: [{ text: 'Run' }] }, 'links'],
  ['a link that runs code', { payload, links: [{ href: 'javascript:alert(1)' }] }, 'links'],
  ['links that are no list', { payload, links: {} }, 'links'],
])('400: %s', async (_, body, words) => {
  const sandbox = await start();
  const reply = await send(sandbox.url, body);
  expect(reply).toMatchObject({ status: 400, json: { status: 'invalid event' } });
  expect(reply.text).toContain(words);
  expect(sandbox.exchanges[0]?.violations).toContainEqual(expect.stringContaining(words));
  expect(sandbox.pagerduty.changes).toEqual([]);
});

test('a field that is not documented is a violation', async () => {
  const sandbox = await start();
  expect((await send(sandbox.url, { payload: { ...payload, severity: 'info' } })).status).toBe(202);
  expect(sandbox.exchanges[0]?.violations).toEqual(['payload.severity: not a documented field']);
});

test('the key in the body chooses the scenario, and a missing or an unknown one is refused', async () => {
  const { url } = await start();
  expect((await send(url, { payload }, 'forbidden')).status).toBe(403);
  expect((await send(url, { payload }, 'errors-202')).json).toMatchObject({ errors: [expect.anything()] });
  expect((await send(url, { payload }, 'none')).text).toContain('not a valid integration key');
  expect((await send(url, { payload }, null)).text).toContain("'routing_key' is missing");
});

test.each([
  ['happy', ''],
  ['echo-body', ''],
  ['echo-body-500', ''],
  // The address chooses the scenario, so the key is no credential that the sandbox reads.
  ['a-real-key-of-somebody', '/sandbox-happy'],
])('the page and the log never show the key %s', async (scenario, prefix) => {
  const seen: RequestView[] = [];
  const sandbox = await start({ page: { onRequest: (request) => seen.push(request) } });
  await send(`${sandbox.url}${prefix}`, { payload }, scenario);
  const state = await call(`${sandbox.url}/-/state`);
  expect(seen).toHaveLength(1);
  expect(JSON.stringify(seen) + state.text).not.toContain(`sandbox-${scenario}`);
  expect(seen[0]?.request).toContain('"routing_key": "***"');
});
