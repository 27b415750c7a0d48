import { type RequestOptions as PlainOptions, request as requestHttp } from 'node:http';
import { Agent, type AgentOptions, type RequestOptions, request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { ProxyError } from './proxy.ts';

/** Options of a request through a proxy. */
export interface TunnelOptions extends RequestOptions {
  /** Stops the attempt to connect. Node does not pass the signal of a request to its agent. */
  readonly connecting?: AbortSignal;
}

type Connected = (error: Error | null, stream: Duplex) => void;

/** Agent for HTTPS through a proxy, with the method CONNECT. It reuses kept connections like Node's own agent. */
export class TunnelAgent extends Agent {
  readonly #proxy: URL;
  readonly #lookup: LookupFunction | undefined;

  constructor(proxy: URL, lookup: LookupFunction | undefined, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.#lookup = lookup;
  }

  override createConnection(options: TunnelOptions, callback?: Connected): undefined {
    const settle: (error: Error | null, stream?: Duplex) => void = (error, stream) =>
      // Node's type requires a stream together with an error, but no caller reads it.
      callback?.(error, stream as Duplex);
    const { connecting } = options;
    const target = `${bracketed(String(options.host))}:${options.port || 443}`;
    const start = this.#proxy.protocol === 'https:' ? requestHttps : requestHttp;
    const request = start(connectOptions(this.#proxy, target, connecting, this.#lookup));
    request.once('error', settle);
    request.once('upgrade', ({ statusCode = 0 }, socket) => {
      socket.destroy();
      settle(refusal(this.#proxy, statusCode));
    });
    request.once('connect', ({ statusCode = 0 }, socket, head) => {
      request.off('error', settle).on('error', () => {});
      if (statusCode !== 200 || head.length > 0) {
        socket.destroy();
        settle(refusal(this.#proxy, statusCode));
        return;
      }
      const { path: _, ...rest } = options;
      const secure = connectTls({ ...(rest as ConnectionOptions), socket });
      const abandon = (): void => void secure.destroy(new Error('the connection attempt was abandoned'));
      connecting?.addEventListener('abort', abandon, { once: true });
      const closed = (): void => settle(new Error('the connection was closed before it was secure'));
      secure.once('error', settle).once('close', closed);
      secure.once('secureConnect', () => {
        connecting?.removeEventListener('abort', abandon);
        secure.off('error', settle).off('close', closed);
        settle(null, secure);
      });
    });
    request.end();
    return undefined;
  }
}

function connectOptions(
  proxy: URL,
  target: string,
  signal: AbortSignal | undefined,
  lookup: LookupFunction | undefined,
): PlainOptions {
  const { username, password } = proxy;
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    method: 'CONNECT',
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
    path: target,
    agent: false,
    headers: {
      host: target,
      ...(user !== ':' && { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` }),
    },
    ...(signal && { signal }),
    ...(lookup && { lookup }),
  };
}

/** A 4xx status of the proxy is permanent. 408, 429 and 5xx may pass. */
function refusal(proxy: URL, status: number): Error {
  if (status === 407) {
    const how = 'it requires a valid user and password, as in http://user:password@host:port';
    return new ProxyError(`the proxy ${proxy.host} answered HTTP 407: ${how}`);
  }
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
    return new ProxyError(`the proxy ${proxy.host} refused the connection with HTTP ${status}`);
  }
  return new Error(`the proxy ${proxy.host} answered HTTP ${status} instead of connecting`);
}

function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
