import { type ClientRequest, request as requestHttp } from 'node:http';
import { type RequestOptions, request as requestHttps } from 'node:https';
import { HttpClient } from '@actions/http-client';

/** What opens connections. Loaded with the first request: TLS and proxies take as long to load as the whole plan. */
export interface Engine {
  request(url: URL, options: Omit<RequestOptions, 'agent'>, freshConnection: boolean): ClientRequest;
  /** Lets go of kept connections. */
  close(): void;
}

/** `@actions/http-client` gives the agents, and with them proxies and TLS settings. */
export function createEngine(userAgent: string): Engine {
  // A client keeps the agent of the first URL it sees, whatever the next one's protocol is: one for each origin.
  const clients = new Map<string, HttpClient>();
  return {
    request(url, options, freshConnection) {
      const key = `${url.origin} ${freshConnection}`;
      const client = clients.get(key) ?? new HttpClient(userAgent, [], { keepAlive: !freshConnection });
      clients.set(key, client);
      const start = url.protocol === 'https:' ? requestHttps : requestHttp;
      return start(url, { ...options, agent: client.getAgent(url.href) });
    },
    close() {
      for (const client of clients.values()) client.dispose();
    },
  };
}
