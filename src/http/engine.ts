import { type ClientRequest, request as requestHttp } from 'node:http';
import { type Agent, type RequestOptions, request as requestHttps } from 'node:https';
import { HttpClient } from '@actions/http-client';
import type { Order } from './order.ts';

/** What opens connections. Loaded with the first request: TLS and proxies take as long to load as the whole plan. */
export interface Engine {
  request(order: Order, options: Omit<RequestOptions, 'agent'>): ClientRequest;
  /** Lets go of kept connections. */
  close(): void;
}

/** `@actions/http-client` gives the agents, and with them proxies and TLS settings. */
export function createEngine(userAgent: string): Engine {
  // A client keeps the agent of the first URL it sees, whatever the next one's protocol is: one for each origin.
  const clients = new Map<string, HttpClient>();
  const agentFor = ({ url, freshConnection, certificate }: Order): Agent => {
    const key = `${url.origin} ${freshConnection} ${certificate !== undefined}`;
    const client = clients.get(key) ?? new HttpClient(userAgent, [], { keepAlive: !freshConnection });
    clients.set(key, client);
    const agent = client.getAgent(url.href) as Agent;
    // The agents, the one through a proxy too, open TLS with options of their own and not with those of a request.
    if (certificate) Object.assign(agent.options, certificate);
    return agent;
  };
  return {
    request(order, options) {
      const start = order.url.protocol === 'https:' ? requestHttps : requestHttp;
      return start(order.url, { ...options, agent: agentFor(order) });
    },
    close() {
      for (const client of clients.values()) client.dispose();
    },
  };
}
