import { expect, test } from '@jest/globals';
import { violationsIn } from '../support/requests.ts';
import { call, type Reply, start } from './client.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Event {
  readonly context: Fields;
  readonly subject: Fields;
  readonly [name: string]: unknown;
}

const started: Event = {
  context: {
    specversion: '0.5.1',
    id: 'e-1',
    source: 'https://ci.example.com/7',
    type: 'dev.cdevents.pipelinerun.started.0.3.0',
    timestamp: '2026-01-01T00:00:00Z',
    chainId: 'c-1',
  },
  subject: { id: 'run-1', content: { pipelineName: 'Deploy', uri: 'https://ci.example.com/7' } },
};
const later = { timestamp: '2026-01-01T00:01:00Z' };
const finished: Event = {
  context: { ...started.context, ...later, id: 'e-2', type: 'dev.cdevents.pipelinerun.finished.0.3.0' },
  subject: { id: 'run-1', content: { outcome: 'success' } },
};
const deployed: Event = {
  context: { ...started.context, ...later, id: 'e-3', type: 'dev.cdevents.service.deployed.0.3.0' },
  subject: {
    id: 'portal',
    content: { environment: { id: 'production' }, artifactId: 'pkg:generic/portal@1.0' },
  },
};

const inContext = (change: Fields, event = started): Event => ({
  ...event,
  context: { ...event.context, ...change },
});
const inContent = (change: Fields, event = started): Event => ({
  ...event,
  subject: { ...event.subject, content: { ...(event.subject['content'] as Fields), ...change } },
});

function send(url: string, event: Event, more: Readonly<Record<string, string>> = {}): Promise<Reply> {
  const { context, subject } = event;
  return call(`${url}/cdevents`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'ce-specversion': '1.0',
      'ce-id': String(context['id']),
      'ce-source': String(context['source']),
      'ce-type': String(context['type']),
      'ce-subject': encodeURIComponent(String(subject['id'])),
      'ce-time': String(context['timestamp']),
      ...more,
    },
    body: JSON.stringify(event),
  });
}

test('events of one chain make one run, and a repetition changes nothing', async () => {
  const sandbox = await start();
  for (const event of [started, started, finished, deployed])
    expect((await send(sandbox.url, event)).status).toBe(202);
  expect(sandbox.cdevents.runs).toEqual([
    { id: 'run-1', name: 'Deploy', started: 1, outcomes: ['success'], services: ['deployed'] },
  ]);
  expect(sandbox.cdevents.events.map(({ id }) => id)).toEqual(['e-1', 'e-2', 'e-3']);
  expect(sandbox.cdevents.repeated).toBe(1);
  expect(violationsIn(sandbox)).toEqual([]);
});

test.each<[string, Event, string]>([
  ['an unknown type', inContext({ type: 'dev.cdevents.pipelinerun.started.9.0.0' }), 'is not known here'],
  ['no id', inContext({ id: undefined }), 'context.id: required'],
  ['no specversion', inContext({ specversion: '' }), 'context.specversion: required'],
  ['a source that is no URI reference', inContext({ source: 'a b' }), 'context.source: must be a URI'],
  ['a time that is none', inContext({ timestamp: 'today' }), 'context.timestamp: required'],
  ['an empty chain', inContext({ chainId: '' }), 'context.chainId: must be'],
  ['an unknown field of the context', inContext({ version: '1' }), 'context.version: not defined'],
  ['no subject', { ...started, subject: { content: {} } }, 'subject.id: required'],
  ['no pipeline', inContent({ pipelineName: undefined }), 'subject.content.pipelineName: required'],
  ['an address that is none', inContent({ uri: 'x' }), 'subject.content.uri: must be a URI'],
  ['an outcome that is none', inContent({ outcome: 'failed' }, finished), 'must be one of success'],
  ['a field of an older version', inContent({ url: 'x' }), 'subject.content.url: not defined'],
  ['no environment', inContent({ environment: {} }, deployed), 'must be an object with an id'],
  ['an artifact that is no package URL', inContent({ artifactId: 'portal' }, deployed), 'a package URL'],
  ['custom data that is none', { ...started, customData: 1 }, 'customData: must be'],
])('400: %s', async (_, event, words) => {
  const sandbox = await start();
  const reply = await send(sandbox.url, event);
  expect(reply).toMatchObject({ status: 400, json: { error: expect.stringContaining(words) } });
  expect(sandbox.exchanges[0]?.violations).toContainEqual(expect.stringContaining(words));
  expect(sandbox.cdevents.events).toEqual([]);
});

test.each([
  ['another id', { 'ce-id': 'other' }, 'ce-id: the header does not match'],
  ['another time', { 'ce-time': '2026-01-01T00:00:01Z' }, 'ce-time: the header does not match'],
  ['a broken encoding', { 'ce-subject': '%' }, 'ce-subject: the header does not match'],
  ['another version', { 'ce-specversion': '0.3' }, 'ce-specversion'],
  ['no JSON', { 'content-type': 'text/plain' }, 'Content-Type'],
])('400: headers with %s', async (_, headers, words) => {
  const sandbox = await start();
  const reply = await send(sandbox.url, started, headers);
  expect(reply).toMatchObject({ status: 400, json: { error: expect.stringContaining(words) } });
});

test.each<[string, readonly Event[], string]>([
  ['an end without a start', [finished], 'no pipelinerun.started'],
  [
    'a service of another chain',
    [started, inContext({ chainId: 'c-2' }, deployed)],
    'no pipelinerun.started',
  ],
  ['no chain', [inContext({ chainId: undefined })], 'not linked'],
  ['an id that is used twice', [started, inContent({ pipelineName: 'Other' })], 'same source and id'],
  ['an end of another run', [started, { ...finished, subject: { id: 'x', content: {} } }], 'never started'],
  [
    'an end before its start',
    [started, inContext({ timestamp: '2025-01-01T00:00:00Z' }, finished)],
    'before',
  ],
])('objects to %s', async (_, events, words) => {
  const sandbox = await start();
  for (const event of events) expect((await send(sandbox.url, event)).status).toBe(202);
  expect(sandbox.exchanges.at(-1)?.violations).toEqual([expect.stringContaining(words)]);
});

test('the token chooses the scenario, and an unknown one is refused', async () => {
  const { url } = await start();
  const statusOf = async (token: string): Promise<number> =>
    (await send(url, started, { authorization: `Bearer ${token}` })).status;
  expect(await statusOf('sandbox-forbidden')).toBe(403);
  expect(await statusOf('sandbox-errors-200')).toBe(200);
  expect(await statusOf('something')).toBe(401);
});
