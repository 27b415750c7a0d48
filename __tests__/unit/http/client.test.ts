import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { UnreadableAnswer } from '../../../src/http/client.ts';
import { HttpFailure } from '../../../src/http/failure.ts';
import { json } from '../../../src/http/multipart.ts';
import { client, query, settled } from '../support/client.ts';
import { cutBody, deadUrl, hangUp, say, serve } from '../support/servers.ts';

const identity = (value: unknown): unknown => value;
const withUuid = (value: unknown): unknown => {
  if (!('uuid' in Object(value))) throw new UnreadableAnswer('"uuid" is missing');
  return value;
};
const isNotFound = ({ facts }: HttpFailure): boolean => facts.status === 404;
const effect = query({ method: 'POST', path: 'deployments', retry: 'effect', body: json({ name: 'x' }) });
const html = '<!doctype html><title>Log in</title>';

const redact = (text: string): string =>
  text.replaceAll('IN_PROGRESS', '***').replaceAll('not-shown-token', '***');

describe('a question is asked again', () => {
  test.each([
    ['HTTP 500', say(500)],
    ['HTTP 408', say(408)],
    ['HTTP 429', say(429)],
    ['HTTP 503', say(503, html)],
    ['a web page in place of the answer', say(200, html)],
    ['an empty answer', say(200, '')],
    ['half an answer', cutBody],
    ['a broken connection', hangUp],
  ])('after %s', async (_, fault) => {
    const server = await serve(fault, fault, say(200, { uuid: 'i-1' }));
    const { server: appian, clock, repeated } = client(server.url);
    await expect(appian.json(query(), identity)).resolves.toEqual({ uuid: 'i-1' });
    expect(server.asked).toHaveLength(3);
    expect(repeated).toHaveLength(2);
    expect(clock.naps).toHaveLength(2);
  });

  test('after an answer that lacks what it must have', async () => {
    const server = await serve(say(200, {}), say(200, { uuid: 'i-1' }));
    await expect(client(server.url).server.json(query(), withUuid)).resolves.toEqual({ uuid: 'i-1' });
  });

  test('until patience ends, and then the last failure is reported', async () => {
    const server = await serve(say(500, { title: 'APNX-1-4552-005', message: 'No information.' }));
    const { server: appian, clock } = client(server.url);
    const failure = await settled(appian.json(query({ patienceMs: 10_000 }), identity));
    expect(failure).toBeInstanceOf(HttpFailure);
    expect(failure).toHaveProperty('facts.code', 'APNX-1-4552-005');
    const waited = clock.naps.reduce((sum, nap) => sum + nap, 0);
    expect(waited).toBeLessThanOrEqual(10_000);
    expect(waited).toBeGreaterThan(2_000);
    expect(server.asked).toHaveLength(clock.naps.length + 1);
  });

  test('when the server says, and not at all if that is beyond patience', async () => {
    const soon = await serve(say(429, '', { 'retry-after': '40' }), say(200));
    const patient = client(soon.url);
    await patient.server.json(query(), identity);
    expect(patient.clock.naps).toEqual([40_000]);

    // A date counts from the server's own clock.
    const soonAt = { date: 'Thu, 01 Jan 2099 00:00:00 GMT', 'retry-after': 'Thu, 01 Jan 2099 00:00:20 GMT' };
    const dated = client((await serve(say(429, '', soonAt), say(200))).url);
    await dated.server.json(query(), identity);
    expect(dated.clock.naps).toEqual([20_000]);

    const late = await serve(say(429, '', { 'retry-after': '61' }), say(200));
    await expect(client(late.url).server.json(query(), identity)).rejects.toThrow('HTTP 429');
    expect(late.asked).toHaveLength(1);
  });

  test('where the caller knows that a failure passes', async () => {
    const server = await serve(say(404), say(200));
    await client(server.url).server.json(query({ alsoPassing: isNotFound }), identity);
    expect(server.asked).toHaveLength(2);
  });

  test.each([400, 401, 403, 404, 409, 501])('but not after HTTP %i', async (status) => {
    const server = await serve(say(status), say(200));
    await expect(client(server.url).server.json(query(), identity)).rejects.toThrow(`HTTP ${status}`);
    expect(server.asked).toHaveLength(1);
  });
});

describe('a deployment is asked for once', () => {
  test.each([
    ['HTTP 500', say(500), true],
    ['HTTP 503', say(503), true],
    ['HTTP 503 that asks for a pause', say(503, '', { 'retry-after': '2' }), true],
    ['HTTP 504', say(504, html), true],
    ['HTTP 408', say(408), true],
    ['HTTP 401', say(401), false],
    ['HTTP 403', say(403), false],
    ['HTTP 409', say(409), false],
    ['a web page in place of the answer', say(200, html), true],
    ['an empty answer', say(200, ''), true],
    ['half an answer', cutBody, true],
    ['a broken connection', hangUp, true],
  ])('after %s', async (_, fault, mayHaveActed) => {
    const server = await serve(fault, say(200));
    const failure = await settled(client(server.url).server.json(effect, identity));
    expect(server.asked).toHaveLength(1);
    expect(failure).toBeInstanceOf(HttpFailure);
    expect(failure).toHaveProperty('mayHaveActed', mayHaveActed);
  });

  test('and once more where the server had too many requests', async () => {
    const server = await serve(say(429), say(200, { uuid: 'd-1' }));
    await expect(client(server.url).server.json(effect, identity)).resolves.toEqual({ uuid: 'd-1' });
    expect(server.asked).toHaveLength(2);
  });

  test('and again as long as nobody listens at all', async () => {
    const { server, repeated } = client(await deadUrl());
    const failure = await settled(server.json({ ...effect, patienceMs: 5_000 }, identity));
    expect(failure).toMatchObject({ facts: { kind: 'unreachable', sent: 'nothing' }, mayHaveActed: false });
    expect(repeated.length).toBeGreaterThan(2);
  });
});

describe('credentials', () => {
  test('go to the own server with every request, whatever the caller adds', async () => {
    const server = await serve(say(200));
    await client(server.url).server.json(
      query({ headers: { 'appian-api-key': 'other', 'x-more': '1' } }),
      identity,
    );
    expect(server.asked[0]?.headers).toMatchObject({ 'appian-api-key': 'the-api-key', 'x-more': '1' });
  });

  test('do not follow a redirect, which is a failure that shows its target without its query', async () => {
    const elsewhere = await serve(say(200));
    const server = await serve(say(302, '', { location: `${elsewhere.url.href}login?key=the-api-key` }));
    const failure = await settled(client(server.url).server.json(query(), identity));
    expect(failure).toBeInstanceOf(HttpFailure);
    expect(failure).toHaveProperty('facts.location', `${elsewhere.url.href}login`);
    expect(elsewhere.asked).toEqual([]);
    expect(server.asked).toHaveLength(1);
  });

  test('are hidden where the server repeats them', async () => {
    const body = { title: 'the-api-key', message: 'the-api-key is unknown' };
    const server = await serve(say(401, body));
    const failure = await settled(client(server.url).server.json(query(), identity));
    expect(String(failure)).toContain('*** is unknown');
    expect(JSON.stringify(failure)).not.toContain('the-api-key');
  });

  test.each([
    '/elsewhere',
    '../../suite/x',
    '..',
    'a/../../b',
    'https://evil.example.com/',
    '//evil.example.com/x',
    '\\\\evil.example.com\\x',
    '%2e%2e/x',
  ])('go nowhere for the path %j, which leads out of the base', async (path) => {
    const server = await serve(say(200));
    const base = new URL('suite/deployment-management/v2/', server.url);
    await expect(client(base).server.json(query({ path }), identity)).rejects.toThrow('leads out of');
    expect(server.asked).toEqual([]);
  });
});

describe('an answer', () => {
  test('that is larger than anybody needs is refused', async () => {
    const mib = Buffer.alloc(1024 * 1024, ' ');
    const server = await serve((response, request) => {
      request.resume();
      response.write('[');
      const more = (): void => {
        while (response.writable && response.write(mib));
      };
      response.on('drain', more);
      more();
    });
    const failure = await settled(client(server.url).server.json(query({ patienceMs: 0 }), identity));
    expect(failure).toHaveProperty('facts.kind', 'unreadable');
    expect(String(failure)).toContain('it is larger than 24 MiB');
  });

  test.each([
    ['JSON', '\uFEFF{"ok":true}'],
    ['JSON after blanks', '\uFEFF  {"ok":true}'],
  ])('may begin with a byte order mark: %s', async (_, body) => {
    const server = await serve(say(200, body));
    expect(await client(server.url).server.json(query(), identity)).toEqual({ ok: true });
    expect(await client(server.url).server.text(query(), identity)).toBe(body.slice(1));
  });

  test('to a report is not read, but a web page is none', async () => {
    const report = query({ method: 'POST', path: 'events', retry: 'report', body: json({}), patienceMs: 0 });
    const server = await serve(say(204, ''), say(201, 'anything'), say(200, html));
    const { server: bigpanda } = client(server.url);
    await expect(bigpanda.send(report)).resolves.toBeUndefined();
    await expect(bigpanda.send(report)).resolves.toBeUndefined();
    await expect(bigpanda.send(report)).rejects.toThrow('a web page titled "Log in"');
  });

  test('can be taken as it comes, and once more when it breaks off', async () => {
    const server = await serve(cutBody, say(200, 'the whole log'));
    await expect(client(server.url).server.stream(query(), text)).resolves.toBe('the whole log');
  });
});

describe('a cancelled run', () => {
  const reason = new Error('cancelled');

  test('ends the wait for another try', async () => {
    const controller = new AbortController();
    const server = await serve(say(500));
    const { server: appian } = client(server.url, { onRepeat: () => controller.abort(reason) });
    expect(await settled(appian.json(query({ signal: controller.signal }), identity))).toBe(reason);
    expect(server.asked).toHaveLength(1);
  });

  test('ends a request in the middle of its answer', async () => {
    const controller = new AbortController();
    const server = await serve((response, request) => {
      request.resume();
      response.writeHead(200);
      response.write('{', () => controller.abort(reason));
    });
    expect(
      await settled(client(server.url).server.json(query({ signal: controller.signal }), identity)),
    ).toBe(reason);
  });
});

test('each request is written to the debug log, without its query', async () => {
  const server = await serve(say(500), say(200));
  const { server: appian, debug } = client(server.url);
  await appian.json(query({ path: 'x?key=1' }), identity);
  const where = `GET ${server.url.host}/x`;
  expect(debug).toEqual([`${where}: HTTP 500, 0 ms`, `${where}: HTTP 200, 0 ms`]);
});

test('what reads an answer sees its headers too', async () => {
  const server = await serve(say(200, {}, { 'x-ratelimit-remaining': '3' }));
  const asked = query({ method: 'PATCH', body: json({}) });
  const left = client(server.url).server.json(asked, (_, headers) => headers['x-ratelimit-remaining']);
  await expect(left).resolves.toBe('3');
  expect(server.asked).toMatchObject([{ method: 'PATCH' }]);
});

test('a refusal says that a server takes no more', async () => {
  const server = await serve(say(403, {}, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' }));
  const failure = await settled(client(server.url).server.json(query(), identity));
  expect(failure).toMatchObject({ facts: { exhausted: true, retryAfterMs: 60_000 } });
});

describe('a secret in an answer', () => {
  test('is read as it was sent', async () => {
    const server = await serve(say(200, { status: 'IN_PROGRESS' }), say(200, 'IN_PROGRESS'));
    const { server: appian } = client(server.url, { redact });
    await expect(appian.json(query(), identity)).resolves.toEqual({ status: 'IN_PROGRESS' });
    await expect(appian.text(query(), identity)).resolves.toBe('IN_PROGRESS');
  });

  test('is decided by, and not shown', async () => {
    const server = await serve(say(409, { message: 'A deployment is IN_PROGRESS' }));
    const failure = await settled(client(server.url, { redact }).server.json(query(), identity));
    if (!(failure instanceof HttpFailure)) throw new Error('no failure');
    expect(failure.says(/is IN_PROGRESS/)).toBe(true);
    expect(JSON.stringify([failure, failure.message, failure.facts])).not.toContain('IN_PROGRESS');
    expect(failure.message).toContain('A deployment is ***');
  });

  test.each([
    ['an error', say(422, { message: `${'x'.repeat(595)}not-shown-token` })],
    ['a web page', say(200, `<!doctype html><title>${'x'.repeat(595)}not-shown-token</title>`)],
  ])('is not shown in part where the text of %s is cut', async (_, answer) => {
    const server = await serve(answer);
    const patient = query({ patienceMs: 0 });
    const failure = await settled(client(server.url, { redact }).server.json(patient, identity));
    expect(String(failure)).not.toContain('not-s');
  });
});
