import { expect, test } from '@jest/globals';
import type { RequestView } from '../../src/sandbox/page/request-view.ts';
import { violationsIn } from '../support/requests.ts';
import { call, type Reply, start } from './client.ts';

const attributes = {
  id: 'd-1',
  service: 'portal',
  env: 'production',
  version: '1.0',
  git: { repository_url: 'https://github.com/acme/portal', commit_sha: 'a'.repeat(40) },
  custom_tags: ['status:succeeded'],
};
const times = '"started_at":1767225600000000001,"finished_at":1767225900000000003';

/** Writes the times as text, because a number would lose their last digits. */
function bodyOf(change: object = {}, written = times): string {
  const rest = JSON.stringify({ ...attributes, ...change });
  return `{"data":{"attributes":{${written},${rest.slice(1)}}}`;
}

function send(url: string, body: string, scenario = 'happy'): Promise<Reply> {
  return call(`${url}/api/v2/dora/deployment`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'dd-api-key': `sandbox-${scenario}` },
    body,
  });
}

test('a known id is the same deployment, and the times keep every digit', async () => {
  const sandbox = await start();
  for (let nth = 1; nth <= 2; nth++)
    expect(await send(sandbox.url, bodyOf())).toMatchObject({
      status: 202,
      json: { data: { id: 'd-1', type: 'dora_deployment' } },
    });
  expect(sandbox.datadog.deployments).toEqual([
    {
      id: 'd-1',
      service: 'portal',
      env: 'production',
      version: '1.0',
      startedAt: '1767225600000000001',
      finishedAt: '1767225900000000003',
      repositoryUrl: 'https://github.com/acme/portal',
      commit: 'a'.repeat(40),
      tags: ['status:succeeded'],
      posts: 2,
    },
  ]);
  expect(violationsIn(sandbox)).toEqual([]);
});

test('without an id each post is another deployment, which is a violation', async () => {
  const sandbox = await start();
  for (let nth = 1; nth <= 2; nth++) await send(sandbox.url, bodyOf({ id: undefined }));
  expect(sandbox.datadog.deployments.map(({ posts }) => posts)).toEqual([1, 1]);
  expect(sandbox.exchanges[0]?.violations).toEqual([expect.stringContaining('id: left out')]);
});

test.each([
  ['no JSON', '{', 'not JSON'],
  ['no service', bodyOf({ service: undefined }), 'service: required'],
  [
    'milliseconds',
    bodyOf({}, '"started_at":1767225600000,"finished_at":1767225900000'),
    'must be nanoseconds',
  ],
  [
    'an exponent',
    bodyOf({}, '"started_at":1.7e18,"finished_at":1767225900000000003'),
    'started_at: required',
  ],
  ['texts', bodyOf({}, '"started_at":"1","finished_at":"2"'), 'finished_at: required'],
  [
    'an end before the start',
    bodyOf({}, '"started_at":1767225900000000003,"finished_at":1767225600000000001'),
    'before',
  ],
  ['a short commit', bodyOf({ git: { ...attributes.git, commit_sha: 'a1b2c3d' } }), 'commit_sha'],
  ['no repository', bodyOf({ git: { commit_sha: 'a'.repeat(40) } }), 'repository_url'],
  ['a tag that is no pair', bodyOf({ custom_tags: ['x'] }), 'custom_tags'],
  ['a number as version', bodyOf({ version: 1 }), 'version: must be a string'],
])('400: %s', async (_, body, words) => {
  const sandbox = await start();
  const reply = await send(sandbox.url, body);
  expect(reply.status).toBe(400);
  expect((reply.json as { readonly errors: readonly string[] }).errors.join()).toContain(words);
  expect(sandbox.exchanges[0]?.violations).toContainEqual(expect.stringContaining(words));
  expect(sandbox.datadog.deployments).toEqual([]);
});

test('the key chooses the scenario, and an unknown one is 403', async () => {
  const { url } = await start();
  expect((await send(url, bodyOf(), 'errors-202')).json).toEqual({ errors: [expect.anything()] });
  expect(await send(url, bodyOf(), 'none')).toMatchObject({ status: 403, json: { errors: ['Forbidden'] } });
});

test('the Deployments API is not in the way, nor this in its', async () => {
  const { url } = await start();
  expect((await send(url, bodyOf())).status).toBe(202);
  expect((await call(`${url}/api/v1/deployments`)).status).toBe(401);
});

test('the page and the log never show the key', async () => {
  const seen: RequestView[] = [];
  const { url } = await start({ page: { onRequest: (request) => seen.push(request) } });
  await send(url, bodyOf(), 'echo-key');
  await send(`${url}/sandbox-echo-key`, bodyOf(), 'a-real-key');
  expect(seen).toHaveLength(2);
  expect(JSON.stringify(seen[0])).not.toContain('sandbox-echo-key');
  expect(JSON.stringify(seen[1])).not.toContain('a-real-key');
});

test.each([
  ['GET', 'happy', 200, { valid: true }],
  ['GET', 'unauthorized', 403, { errors: ['Forbidden'] }],
  ['POST', 'happy', 405, { errors: ['Error 405'] }],
])(
  '%s of the validation with the key of %s is %d, and stores nothing',
  async (method, scenario, status, json) => {
    const sandbox = await start();
    const headers = { 'dd-api-key': `sandbox-${scenario}` };
    const reply = await call(`${sandbox.url}/api/v1/validate`, { method, headers });
    expect(reply).toMatchObject({ status, json });
    expect(sandbox.datadog.deployments).toEqual([]);
    await sandbox.close();
  },
);
