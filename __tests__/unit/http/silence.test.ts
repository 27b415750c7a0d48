import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { json } from '../../../src/http/multipart.ts';
import type { Body, HttpRequest } from '../../../src/http/request.ts';
import { createTransport, type TransportError } from '../../../src/http/transport.ts';
import { serve } from '../support/servers.ts';

const MIB = 1024 * 1024;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'hrtime', 'Date'] });
});
afterEach(() => {
  jest.useRealTimers();
});

type Patience = Pick<HttpRequest, 'thinks' | 'silenceMs'>;

async function failureOf(url: URL, body: Body, patience: Patience = {}): Promise<Partial<TransportError>> {
  const transport = createTransport('lowcode-deploy/test');
  const { signal } = new AbortController();
  try {
    const order = { method: 'POST', url, headers: {}, body, signal, ...patience, freshConnection: true };
    await transport.exchange(order, async (response) => {
      for await (const _ of response) continue;
    });
    return { message: 'no failure at all' };
  } catch (error) {
    return error as TransportError;
  } finally {
    transport.close();
  }
}

function upload(bytes: number, pass: () => void = () => {}): Body {
  return {
    contentType: 'application/octet-stream',
    bytes,
    isUpload: true,
    async *chunks() {
      for (let left = bytes; left > 0; left -= MIB) {
        pass();
        yield Buffer.alloc(Math.min(MIB, left));
      }
    },
  };
}

describe('a server that says nothing', () => {
  test.each([
    ['a question', 30_000, {}, () => json({})],
    ['an upload', 60_000, {}, () => upload(1000)],
    ['a question that takes thought', 120_000, { thinks: true }, () => json({})],
    ['an upload that takes thought', 120_000, { thinks: true }, () => upload(1000)],
    ['a question with a limit of its own', 3_600_000, { thinks: true, silenceMs: 3_600_000 }, () => json({})],
  ])('to %s is given up after %i ms', async (_, limit, patience, makeBody) => {
    let gone = false;
    const server = await serve((_response, request) => {
      request.socket.once('close', () => (gone = true));
      request.resume().on('end', () => {
        jest.advanceTimersByTime(limit - 1);
        setImmediate(() => {
          expect(gone).toBe(false);
          jest.advanceTimersByTime(1);
        });
      });
    });
    expect(await failureOf(server.url, makeBody(), patience)).toMatchObject({
      name: 'TransportError',
      silent: true,
      sent: 'all',
    });
  });

  test('while a file that takes thought is on its way is given up as in any upload', async () => {
    const server = await serve((response) => {
      response.writeContinue();
      setImmediate(() => setImmediate(() => jest.advanceTimersByTime(61_000)));
    });
    expect(await failureOf(server.url, upload(64 * MIB), { thinks: true })).toMatchObject({
      silent: true,
      sent: 'part',
    });
  });

  test.each([
    [31_000, {}],
    [601_000, { silenceMs: 600_000 }],
  ])('in the middle of its answer is given up, counted from its last word: %i ms', async (ms, patience) => {
    const server = await serve((response, request) => {
      request.resume();
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"half":', () => setImmediate(() => jest.advanceTimersByTime(ms)));
    });
    expect(await failureOf(server.url, json({}), patience)).toMatchObject({ silent: true, sent: 'all' });
  });

  test('in the middle of its answer is waited for, up to a limit of its own', async () => {
    const server = await serve((response, request) => {
      request.resume();
      response.writeHead(200, { 'content-length': '2' });
      response.write('{', () =>
        setImmediate(() => {
          jest.advanceTimersByTime(599_000);
          response.end('}');
        }),
      );
    });
    expect(await failureOf(server.url, json({}), { silenceMs: 600_000 })).toEqual({
      message: 'no failure at all',
    });
  });
});

const mostOfTheSilence = (): void => {
  jest.advanceTimersByTime(50_000);
};

test('an upload that makes progress may take as long as it needs', async () => {
  const server = await serve((response, request) => {
    response.writeContinue();
    request.resume();
    request.on('end', () => response.end('{}'));
  });
  expect(await failureOf(server.url, upload(32 * MIB, mostOfTheSilence))).toEqual({
    message: 'no failure at all',
  });
});

test('a server that does not answer to Expect gets the body after a second all the same', async () => {
  let received = 0;
  const server = await serve((response, request) => {
    request.on('data', (chunk: Buffer) => (received += chunk.length));
    request.on('end', () => response.end('{}'));
    setImmediate(() => jest.advanceTimersByTime(1_000));
  });
  expect(await failureOf(server.url, upload(2 * MIB))).toEqual({ message: 'no failure at all' });
  expect(received).toBe(2 * MIB);
});
