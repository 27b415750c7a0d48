import { type Agent, type ClientRequest, Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { createLookup } from './lookup.ts';
import { type ProxyVariables, proxyFor } from './proxy.ts';
import type { HttpRequest } from './request.ts';
import { TunnelAgent, type TunnelOptions } from './tunnel.ts';

/**
 * Opens connections. The first request loads this module, because loading TLS takes as long as loading the whole
 * plan.
 */
export interface Engine {
  /** Starts a request. @throws ProxyError if the address of the proxy is invalid */
  request(order: HttpRequest, options: Omit<TunnelOptions, 'agent' | 'lookup'>): ClientRequest;
  /** Closes kept connections and stops pending name look-ups. */
  close(): void;
}

/**
 * Creates an engine. It opens no connection yet.
 * @param env the environment variables that configure the proxy
 */
export function createEngine(env: ProxyVariables): Engine {
  const names = createLookup();
  const agents = new Map<string, Agent>();
  const agentFor = ({ url, freshConnection, certificate }: HttpRequest): Agent => {
    const key = `${url.origin} ${freshConnection} ${certificate !== undefined}`;
    const known = agents.get(key);
    if (known) return known;
    const options = { keepAlive: !freshConnection, ...certificate };
    const proxy = proxyFor(url, env);
    const direct = url.protocol === 'https:' ? HttpsAgent : HttpAgent;
    const agent = proxy ? new TunnelAgent(proxy, names.lookup, options) : new direct(options);
    agents.set(key, agent);
    return agent;
  };
  return {
    request(order, options) {
      const start = order.url.protocol === 'https:' ? requestHttps : requestHttp;
      return start(order.url, { ...options, agent: agentFor(order), lookup: names.lookup });
    },
    close() {
      for (const agent of agents.values()) agent.destroy();
      names.close();
    },
  };
}
