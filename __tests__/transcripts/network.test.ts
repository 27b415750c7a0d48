import { readFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runAction } from '../support/action.ts';
import { release } from '../support/release.ts';

/** Made for these tests, for hosts that exist nowhere. */
const certificate = fileURLToPath(new URL('../support/tls/certificate.pem', import.meta.url));
const key = fileURLToPath(new URL('../support/tls/key.pem', import.meta.url));

let sandbox: Sandbox;
let tls: Server;
let proxy: Server;
const tunnels: string[] = [];
const sockets = new Set<Socket>();

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const listen = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.on('connection', (socket) => sockets.add(socket));
    server.listen(0, '127.0.0.1', resolve);
  });

/** A site behind TLS and a proxy, as companies have them: the proxy is the only way there. */
beforeAll(async () => {
  sandbox = await startSandbox();
  tls = createTlsServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (incoming, outgoing) => {
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url ?? '/', sandbox.url), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  proxy = createServer();
  proxy.on('connect', ({ url }, client: Socket) => {
    tunnels.push(url ?? '');
    const onward = connect(portOf(tls), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(onward).pipe(client);
    });
    sockets.add(onward);
    onward.on('error', () => client.destroy());
    client.on('error', () => onward.destroy());
  });
  await Promise.all([listen(tls), listen(proxy)]);
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  tls.close();
  proxy.close();
  await sandbox.close();
});

const inputs = release('https://appian.example.test', 'happy', {
  'bigpanda-url': 'https://bigpanda.example.test',
});

describe('a site behind a proxy with a private authority', () => {
  test('is reached by the usual variables', async () => {
    const step = await runAction(inputs, {
      env: { HTTPS_PROXY: `http://127.0.0.1:${portOf(proxy)}`, NODE_EXTRA_CA_CERTS: certificate },
    });
    expect(step.outputs['status']).toBe('succeeded');
    expect(sandbox.bigpanda.changes).toMatchObject([{ hosts: ['appian.example.test'], status: 'success' }]);
    expect(new Set(tunnels)).toEqual(new Set(['appian.example.test:443', 'bigpanda.example.test:443']));
  });

  test('is distrusted without the certificate, at once and with the remedy', async () => {
    const step = await runAction(inputs, { env: { HTTPS_PROXY: `http://127.0.0.1:${portOf(proxy)}` } });
    expect(step.outputs['status']).toBe('error');
    expect(step.stdout).toContain('The certificate of Appian is not trusted');
    expect(step.stdout).toContain('NODE_EXTRA_CA_CERTS');
    expect(step.stdout).not.toContain('Trying again');
  });

  test('is not reached without the proxy, which is told after some tries', async () => {
    const step = await runAction(inputs, { env: { HTTPS_PROXY: 'http://127.0.0.1:1' }, leap: true });
    expect(step.outputs['status']).toBe('error');
    expect(step.stdout).toContain('Appian could not be reached');
    expect(step.stdout).toContain('Trying again');
  });
});
