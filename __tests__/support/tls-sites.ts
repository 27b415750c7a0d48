import { readFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';

/** Returns the path of a test key or certificate; they are for hosts that do not exist. */
export const tlsFile = (name: string): string => fileURLToPath(new URL(`tls/${name}.pem`, import.meta.url));
const read = (name: string): string => readFileSync(tlsFile(name), 'utf8');

/** Whether a site requests a client certificate: never, optionally, or as a requirement. */
type Asking = 'never' | 'for a look' | 'as a condition';

/** Sites behind TLS and a proxy. */
export interface TlsSites {
  /** URL of the proxy, the only way to reach the sites by name. */
  readonly proxy: string;
  /** `host:port` of each tunnel through the proxy. */
  readonly tunnels: readonly string[];
  /** For each request: the host, and the subject of the client's certificate; undefined without a certificate. */
  readonly seen: readonly (readonly [host: string, subject: string | undefined])[];
  /** Returns the port on 127.0.0.1 of a site, for access without the proxy. @throws Error for an unknown host */
  port(host: string): number;
  close(): void;
}

/** Starts sites behind TLS and a proxy, as in company networks. Each site forwards requests to the sandbox. */
export async function openTlsSites(
  sandbox: string,
  hosts: Readonly<Record<string, Asking>>,
): Promise<TlsSites> {
  const sockets = new Set<Socket>();
  const tunnels: string[] = [];
  const seen: [string, string | undefined][] = [];
  const listen = async (server: Server): Promise<Server> => {
    server.on('connection', (socket: Socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  };

  const site = (host: string, asking: Asking): Server =>
    createTlsServer(
      {
        cert: read('certificate'),
        key: read('key'),
        ca: read('client-certificate'),
        requestCert: asking !== 'never',
        rejectUnauthorized: asking === 'as a condition',
      },
      (incoming, outgoing) => {
        const { method, headers } = incoming;
        const { subject } = (incoming.socket as TLSSocket).getPeerCertificate();
        seen.push([host, subject?.CN?.toString()]);
        const onward = request(new URL(incoming.url ?? '/', sandbox), { method, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        });
        incoming.pipe(onward);
      },
    );
  const sites = new Map<string, Server>();
  for (const [host, asking] of Object.entries(hosts)) sites.set(host, await listen(site(host, asking)));
  const port = (host: string): number => portOf(sites.get(host));

  const proxy = await listen(createServer());
  proxy.on('connect', ({ url = '' }, client: Socket) => {
    tunnels.push(url);
    const onward = connect(port(url.replace(/:\d+$/, '')), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(onward).pipe(client);
    });
    sockets.add(onward);
    onward.on('error', () => client.destroy());
    client.on('error', () => onward.destroy());
  });

  return {
    proxy: `http://127.0.0.1:${portOf(proxy)}`,
    tunnels,
    seen,
    port,
    close() {
      for (const socket of sockets) socket.destroy();
      for (const server of [proxy, ...sites.values()]) server.close();
    },
  };
}

function portOf(server: Server | undefined): number {
  if (server === undefined) throw new Error('There is no such site.');
  return (server.address() as AddressInfo).port;
}
