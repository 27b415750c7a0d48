import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { json } from '../../../src/http/multipart.ts';
import type { Body, HttpRequest } from '../../../src/http/request.ts';
import { createTransport, TransportError } from '../../../src/http/transport.ts';
import { deadUrl, hangUp, say, serve } from '../support/servers.ts';

const MIB = 1024 * 1024;

function order(url: URL, more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: {},
    signal: new AbortController().signal,
    freshConnection: true,
    ...more,
  };
}

interface Upload extends Body {
  /** How many bytes were taken from it. */
  readonly taken: () => number;
}

function upload(bytes: number): Upload {
  let taken = 0;
  return {
    contentType: 'application/octet-stream',
    bytes,
    isUpload: true,
    taken: () => taken,
    async *chunks() {
      for (let left = bytes; left > 0; left -= MIB) {
        const chunk = Buffer.alloc(Math.min(MIB, left));
        taken += chunk.length;
        yield chunk;
      }
    },
  };
}

/** What comes of an exchange: the status, or the failure. */
async function outcomeOf(given: HttpRequest): Promise<number | Error> {
  const transport = createTransport('lowcode-deploy/test');
  try {
    return await transport.exchange(given, async (response) => {
      for await (const _ of response) continue;
      return response.statusCode ?? 0;
    });
  } catch (error) {
    return error as Error;
  } finally {
    transport.close();
  }
}

describe('what a request says of itself', () => {
  test('a body goes with its type and its exact length, never in pieces of unknown length', async () => {
    const server = await serve(say(200));
    expect(await outcomeOf(order(server.url, { body: json({ a: 'ä' }), headers: { 'x-key': '1' } }))).toBe(
      200,
    );
    expect(server.asked[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': '10',
      'user-agent': 'lowcode-deploy/test',
      'x-key': '1',
    });
    expect(server.asked[0]?.headers).not.toHaveProperty('transfer-encoding');
    expect(server.asked[0]?.headers).not.toHaveProperty('expect');
  });

  test('a POST without a body says so, a GET says nothing', async () => {
    const server = await serve(say(200));
    await outcomeOf(order(server.url));
    await outcomeOf(order(server.url, { method: 'GET' }));
    expect(server.asked[0]?.headers).toHaveProperty('content-length', '0');
    expect(server.asked[1]?.headers).not.toHaveProperty('content-length');
  });

  test.each([
    [MIB - 1, undefined],
    [MIB, '100-continue'],
  ])('an upload of %i bytes has the header Expect %p', async (bytes, expected) => {
    const server = await serve((response, request) => {
      response.writeContinue();
      say(200)(response, request);
    });
    expect(await outcomeOf(order(server.url, { body: upload(bytes) }))).toBe(200);
    expect(server.asked[0]?.headers['expect']).toBe(expected);
  });
});

describe('how much was sent when a request failed', () => {
  test('nothing, where nobody listens', async () => {
    const failed = await outcomeOf(order(await deadUrl(), { body: json({}) }));
    expect(failed).toBeInstanceOf(TransportError);
    expect(failed).toMatchObject({ sent: 'nothing', silent: false });
    expect((failed as Error).message).toContain('ECONNREFUSED');
  });

  test('nothing, where the name is not known', async () => {
    const failed = await outcomeOf(order(new URL('http://nobody.invalid/')));
    expect(failed).toMatchObject({ name: 'TransportError', sent: 'nothing' });
  });

  test('a part, where the connection breaks before the body is out', async () => {
    const server = await serve((_response, request) =>
      request.once('data', () => request.socket.resetAndDestroy()),
    );
    const failed = await outcomeOf(order(server.url, { body: { ...upload(64 * MIB), isUpload: false } }));
    expect(failed).toMatchObject({ name: 'TransportError', sent: 'part', silent: false });
  });

  test.each([
    ['a small body', () => json({ a: 1 })],
    ['no body', () => undefined],
    ['an upload', () => upload(300_000)],
    ['an upload that is announced', () => upload(2 * MIB)],
  ])('all, where the connection breaks after the server had read %s', async (_, makeBody) => {
    const server = await serve((response, request) => {
      if (request.headers.expect) response.writeContinue();
      hangUp(response, request);
    });
    for (let i = 0; i < 20; i++) {
      const body = makeBody();
      const failed = await outcomeOf(order(server.url, body ? { body } : {}));
      expect(failed).toMatchObject({ name: 'TransportError', sent: 'all', silent: false });
    }
  });

  test('all, from the moment the last byte was handed over, before it is known to have left', async () => {
    const server = await serve(hangUp);
    const body = {
      contentType: 'text/plain',
      bytes: 10,
      isUpload: false,
      async *chunks() {
        yield Buffer.from('0123456789');
        await new Promise(() => {});
      },
    };
    expect(await outcomeOf(order(server.url, { body }))).toMatchObject({ sent: 'all' });
  });

  test('all, where the answer is cut off', async () => {
    const server = await serve((response, request) => {
      request.resume().on('end', () => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{', () => response.destroy());
      });
    });
    expect(await outcomeOf(order(server.url, { body: json({}) }))).toMatchObject({ sent: 'all' });
  });
});

test('the memory of a chunk is used again only after the chunk has left', async () => {
  const chunks = 40;
  const memory = Buffer.alloc(MIB);
  const sent = createHash('sha256');
  const body: Body = {
    contentType: 'application/octet-stream',
    bytes: chunks * MIB,
    isUpload: false,
    async *chunks() {
      for (let number = 0; number < chunks; number++) {
        sent.update(memory.fill(number));
        yield memory;
      }
    },
  };
  const received = createHash('sha256');
  const server = await serve((response, request) => {
    request.on('data', (piece: Buffer) => {
      received.update(piece);
      // Slower than the sender: what was sent waits in the kernel, and what comes next in the sender.
      request.pause();
      setImmediate(() => request.resume());
    });
    request.on('end', () => response.end());
  });
  expect(await outcomeOf(order(server.url, { body }))).toBe(200);
  expect(received.digest('hex')).toBe(sent.digest('hex'));
});

describe('a refusal before the body', () => {
  test('is heard at once, and the file stays here', async () => {
    const server = await serve((response) => {
      response.writeHead(401, { connection: 'close' });
      response.end('{"title":"APNX-1-4187-000"}');
    });
    const body = upload(8 * MIB);
    expect(await outcomeOf(order(server.url, { body }))).toBe(401);
    expect(body.taken()).toBe(0);
  });

  test('is heard in the middle of the body, too', async () => {
    const server = await serve((response, request) => {
      response.writeContinue();
      request.once('data', () => {
        request.pause();
        response.writeHead(413, { connection: 'close' });
        response.end('too large');
      });
    });
    const body = upload(64 * MIB);
    expect(await outcomeOf(order(server.url, { body }))).toBe(413);
    expect(body.taken()).toBeLessThan(64 * MIB);
  });
});

describe('an aborted request', () => {
  const reason = new Error('the run was cancelled');

  test('is not even begun when the signal came before', async () => {
    const server = await serve(say(200));
    expect(await outcomeOf(order(server.url, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(server.asked).toEqual([]);
  });

  test('rejects with the reason while it waits for the answer', async () => {
    const controller = new AbortController();
    const server = await serve((_response, request) =>
      request.resume().on('end', () => controller.abort(reason)),
    );
    const given = order(server.url, { body: json({}), signal: controller.signal });
    expect(await outcomeOf(given)).toBe(reason);
  });

  test('rejects with the reason in the middle of the answer', async () => {
    const controller = new AbortController();
    const server = await serve((response, request) => {
      request.resume();
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"half":', () => controller.abort(reason));
    });
    expect(await outcomeOf(order(server.url, { method: 'GET', signal: controller.signal }))).toBe(reason);
  });

  test('rejects with the reason in the middle of its body', async () => {
    const controller = new AbortController();
    const server = await serve((response, request) => {
      response.writeContinue();
      request.once('data', () => {
        request.pause();
        controller.abort(reason);
      });
    });
    const given = order(server.url, { body: upload(64 * MIB), signal: controller.signal });
    expect(await outcomeOf(given)).toBe(reason);
  });
});

test('an error while the body is read is reported in its own words', async () => {
  const server = await serve((_response, request) => request.resume());
  const body: Body = {
    ...json({}),
    bytes: 10,
    async *chunks() {
      yield Buffer.from('{');
      throw new Error('app.zip became shorter while it was being sent.');
    },
  };
  const failed = await outcomeOf(order(server.url, { body }));
  expect(failed).toMatchObject({ message: expect.stringContaining('became shorter') });
  expect(failed).not.toHaveProperty('sent', 'all');
});

test('an error of who takes the answer is not one of the connection', async () => {
  const server = await serve(say(200, 'x'.repeat(MIB)));
  const transport = createTransport('lowcode-deploy/test');
  const own = new Error('No space is left.');
  const taking = transport.exchange(order(server.url, { method: 'GET' }), async (response) => {
    for await (const _ of response) throw own;
  });
  await expect(taking).rejects.toBe(own);
  transport.close();
});

test('a redirect is an answer like any other: nobody is asked at its target', async () => {
  const elsewhere = await serve(say(200));
  const server = await serve(say(302, '', { location: elsewhere.url.href }));
  expect(await outcomeOf(order(server.url, { method: 'GET', headers: { authorization: 'x' } }))).toBe(302);
  expect(elsewhere.asked).toEqual([]);
});
