import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { json } from '../../../src/http/multipart.ts';
import type { HttpRequest } from '../../../src/http/request.ts';
import type { Timer } from '../../../src/http/timer.ts';
import { createTransport } from '../../../src/http/transport.ts';

const running: (() => void)[] = [];
afterEach(() => {
  for (const stop of running.splice(0)) stop();
});

/** A server that speaks as the test wants; `sockets` are those that are open. */
async function listen(speak: (socket: Socket, heard: string) => void): Promise<{
  readonly port: number;
  readonly sockets: ReadonlySet<Socket>;
  readonly heard: readonly string[];
}> {
  const sockets = new Set<Socket>();
  const heard: string[] = [];
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    socket.on('data', (data) => {
      heard.push(String(data));
      speak(socket, String(data));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, sockets, heard };
}

const reason = new Error('the run was cancelled');

/** What comes of a request that is cancelled after a moment. */
async function outcomeOf(
  url: string,
  { env = {}, limits, ...more }: Partial<HttpRequest> & { env?: NodeJS.ProcessEnv; limits?: Timer } = {},
) {
  const transport = createTransport('lowcode-deploy/test', env, limits);
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(reason), 400);
  const order = { method: 'POST', url: new URL(url), headers: {}, freshConnection: false } as const;
  try {
    return await transport.exchange({ ...order, signal: controller.signal, ...more }, async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      return text;
    });
  } catch (error) {
    return error as Error;
  } finally {
    clearTimeout(timer);
    transport.close();
  }
}

const through = (port: number, user = '') => ({ env: { https_proxy: `http://${user}127.0.0.1:${port}` } });

const answer = (text: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`;

describe('a request that the server never settles', () => {
  test('fails at once where the server switches protocols', async () => {
    const { port, sockets } = await listen((socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'),
    );
    const failed = await outcomeOf(`http://127.0.0.1:${port}/`, { body: json({}) });
    expect(failed).toMatchObject({
      name: 'TransportError',
      sent: 'all',
      message: 'the server switched to another protocol without a request for it (HTTP 101)',
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(sockets.size).toBe(0);
  });

  test.each([
    ['is closed', (socket: Socket) => void socket.end()],
    ['is closed in the middle of the head', (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\nA:')],
    [
      'announces more answers than it gives',
      (socket: Socket) => void socket.end('HTTP/1.1 102 Processing\r\n\r\n'),
    ],
  ])('fails where the connection %s', async (_, speak) => {
    const { port } = await listen(speak);
    expect(await outcomeOf(`http://127.0.0.1:${port}/`)).toMatchObject({
      name: 'TransportError',
      sent: 'all',
    });
  });

  test('is abandoned by the signal where one who takes the answer waits for ever', async () => {
    const { port, sockets } = await listen((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'),
    );
    const transport = createTransport('lowcode-deploy/test', {});
    const controller = new AbortController();
    const url = new URL(`http://127.0.0.1:${port}/`);
    const asked = transport.exchange(
      { method: 'GET', url, headers: {}, signal: controller.signal, freshConnection: true },
      () => {
        setTimeout(() => controller.abort(reason), 50);
        return new Promise(() => {});
      },
    );
    await expect(asked).rejects.toBe(reason);
    transport.close();
    expect(sockets.size).toBeLessThan(2);
  });
});

test('one who wants no more of an answer is heard out', async () => {
  const { port } = await listen((socket) =>
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n${'x'.repeat(200_000)}`),
  );
  const own = new Error('that is too large');
  const transport = createTransport('lowcode-deploy/test', {});
  const order = {
    method: 'GET',
    url: new URL(`http://127.0.0.1:${port}/`),
    headers: {},
    freshConnection: true,
  };
  const asked = transport.exchange({ ...order, signal: new AbortController().signal }, async (response) => {
    for await (const _ of response) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
    throw own;
  });
  await expect(asked).rejects.toBe(own);
  transport.close();
});

describe('a proxy', () => {
  const site = 'https://appian.example.test/suite';

  test('that accepts CONNECT and stays silent holds nothing longer than the signal allows', async () => {
    const { port, sockets, heard } = await listen(() => {});
    expect(await outcomeOf(site, through(port))).toBe(reason);
    expect(heard[0]).toContain('CONNECT appian.example.test:443 HTTP/1.1');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(sockets.size).toBe(0);
  });

  test('that stays silent after it connected holds nothing either', async () => {
    const { port, sockets } = await listen((socket, text) => {
      if (text.startsWith('CONNECT')) socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    });
    expect(await outcomeOf(site, through(port))).toBe(reason);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(sockets.size).toBe(0);
  });

  /** Every time limit passes after a moment, and before the run is cancelled. */
  const hasty: Timer = (_, act) => {
    const timeout = setTimeout(act, 100);
    return () => clearTimeout(timeout);
  };

  test.each<[string, (socket: Socket, text: string) => void]>([
    ['accepts CONNECT and stays silent', () => {}],
    [
      'stays silent after it connected',
      (socket, text) => {
        if (text.startsWith('CONNECT')) socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      },
    ],
  ])('that %s is given up at the limit of silence, and nothing was sent', async (_, speak) => {
    const { port, sockets } = await listen(speak);
    const failed = await outcomeOf(site, { ...through(port), limits: hasty });
    expect(failed).toMatchObject({ name: 'TransportError', silent: true, sent: 'nothing' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(sockets.size).toBe(0);
  });

  test.each([
    [407, 'ProxyError', /answered HTTP 407: it requires a valid user and password/],
    [403, 'ProxyError', /refused the connection with HTTP 403/],
    [503, 'Error', /answered HTTP 503 instead of connecting/],
    [101, 'Error', /answered HTTP 101 instead of connecting/],
  ])('that answers %i has sent nothing', async (status, name, message) => {
    const { port, heard } = await listen((socket) =>
      socket.write(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`),
    );
    const failed = await outcomeOf(site, through(port, 'robot:p%40ss@'));
    expect((failed as Error).message).toMatch(message);
    expect((failed as Error).cause).toMatchObject({ name });
    expect(heard[0]).toContain(btoa('robot:p@ss'));
  });

  test('that closes the connection instead of connecting has sent nothing', async () => {
    const { port } = await listen((socket) => void socket.end());
    expect(await outcomeOf(site, through(port))).toMatchObject({ name: 'TransportError', sent: 'nothing' });
  });

  test('whose address cannot be read is an error before anything is sent', async () => {
    const failed = await outcomeOf(site, { env: { HTTPS_PROXY: 'http://' } });
    expect(failed).toMatchObject({ sent: 'nothing', message: expect.stringContaining('HTTPS_PROXY') });
  });

  test('is left out where NO_PROXY says so', async () => {
    const { port, heard } = await listen(() => {});
    const env = { https_proxy: `http://127.0.0.1:${port}`, NO_PROXY: '*.example.invalid' };
    const failed = await outcomeOf('https://appian.example.invalid/', { env });
    expect(failed).toMatchObject({ sent: 'nothing' });
    expect(heard).toEqual([]);
  });
});

describe('an unrequested answer', () => {
  const long = 'x'.repeat(300_000);

  test.each([
    ['beside a short one', (socket: Socket) => void socket.write(answer('asked') + answer('stray')), 'asked'],
    ['beside a long one', (socket: Socket) => void socket.write(answer(long) + answer('stray')), long],
    [
      'of which a part is missing',
      (socket: Socket) => void socket.write(`${answer('asked')}HTTP/1.1 200 OK\r\nContent-`),
      'asked',
    ],
    ['in a form of its own', (socket: Socket) => void socket.write(`${answer('asked')}stray`), 'asked'],
    [
      'beside one without content',
      (socket: Socket) => void socket.write(`HTTP/1.1 204 No Content\r\n\r\n${answer('stray')}`),
      '',
    ],
    [
      'a moment later',
      (socket: Socket) => {
        socket.write(answer('asked'));
        setTimeout(() => socket.write(answer('stray')), 1);
      },
      'asked',
    ],
    [
      'a moment later, and cut',
      (socket: Socket) => {
        socket.write(answer('asked'));
        setTimeout(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nstray'), 1);
      },
      'asked',
    ],
  ])('%s neither delays nor replaces one', async (_, speak, expected) => {
    const { port } = await listen(speak);
    const transport = createTransport('lowcode-deploy/test', {});
    const began = Date.now();
    for (let i = 0; i < 3; i++) {
      const url = new URL(`http://127.0.0.1:${port}/`);
      const { signal } = new AbortController();
      const text = await transport.exchange(
        { method: 'GET', url, headers: {}, signal, freshConnection: false },
        async (response) => {
          let body = '';
          for await (const chunk of response) body += String(chunk);
          return body;
        },
      );
      expect(text).toBe(expected);
    }
    expect(Date.now() - began).toBeLessThan(2_000);
    transport.close();
  });
});
