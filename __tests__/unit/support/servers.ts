import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach } from '@jest/globals';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

interface LocalServer {
  readonly url: URL;
  /** Every request that arrived, as soon as its head was read. */
  readonly asked: readonly Asked[];
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const running: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((stop) => stop()));
});

/** A server on this machine that is gone after the test. Answer n is for request n; the last one is for all others. */
export async function serve(...answers: Answer[]): Promise<LocalServer> {
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  const handle: Answer = (response, request) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
    answer?.(response, request);
  };
  const server = createServer((request, response) => handle(response, request));
  // The default would say "go on" by itself, before the answer could be given.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) =>
    handle(response, request),
  );
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push(
    () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/`), asked };
}

/** A port on which nobody listens. */
export async function deadUrl(): Promise<URL> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return new URL(`http://127.0.0.1:${port}/`);
}

export const say =
  (status: number, body: unknown = { ok: true }, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response, request) => {
    request.resume().on('end', () => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  };

/** Reads the whole request, then breaks the connection instead of answering. */
export const hangUp: Answer = (_response, request) => {
  request.resume().on('end', () => request.socket.resetAndDestroy());
};

/** Promises more than it sends. */
export const cutBody: Answer = (response, request) => {
  request.resume();
  response.writeHead(200, { 'content-length': '100' });
  response.write('{"ok":', () => response.destroy());
};
