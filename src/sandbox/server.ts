import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { applyFault } from './apply-fault.ts';
import { jsonOf, readBody } from './body.ts';
import { deliver, visibleStatus } from './delivery.ts';
import { type Exchange, type Journal, type OpenExchange, openJournal } from './exchange.ts';
import { type Fault, type FaultKind, isProcessed, planFaults } from './faults.ts';
import { type Answer, type Body, json, type SimulatedApi } from './simulated-api.ts';
import { parseToken } from './token.ts';

/** How a sandbox is started. */
export interface ServerOptions {
  /** TCP port on 127.0.0.1; 0 (default) = any free one. */
  readonly port?: number;
  readonly faults?: readonly Fault[];
  /** Serve over https, with this key and certificate as PEM. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Record the SHA-256 of each uploaded file. */
  readonly hashFiles?: boolean;
  /** Origin the `redirect` fault and foreign URLs point to; default `http://sandbox.invalid`. */
  readonly redirectTo?: string;
  /** Called for each exchange once it is processed, before its answer leaves. */
  readonly onExchange?: (exchange: Exchange) => void;
}

/** A listening server; closing it destroys every connection. */
export interface Server {
  readonly url: string;
  readonly journal: Journal;
  /** Injects a fault that counts from now on. */
  inject(fault: Fault): void;
  close(): Promise<void>;
}

/** What is known once a request's head has arrived. */
interface RequestContext {
  readonly exchange: OpenExchange;
  readonly api: SimulatedApi<unknown> | undefined;
  readonly credential: string | undefined;
  readonly fault: FaultKind | undefined;
}

/** Used when nothing else is named; `.invalid` never resolves. */
export const defaultForeignOrigin = 'http://sandbox.invalid';

/** Serves these APIs on one loopback port. `front` is the text of `GET /`. */
export async function serve(
  apis: readonly SimulatedApi<unknown>[],
  front: Answer,
  options: ServerOptions,
): Promise<Server> {
  const journal = openJournal(options.onExchange);
  const plan = planFaults(options.faults ?? []);
  const state = { url: '' };

  const openRequest = (request: IncomingMessage): RequestContext => {
    const headers = flatten(request);
    const method = request.method ?? '';
    const path = request.url ?? '';
    const exchange = journal.open({ method, path, headers });
    const api = apiAt(apis, path);
    const fault = plan.injected({ index: exchange.index, method, path });
    return identify({ exchange, api, credential: undefined, fault }, api?.credential(headers));
  };

  /** Takes note of the credential, once it is known. */
  const identify = (context: RequestContext, credential: string | undefined): RequestContext => {
    if (credential === undefined || !context.api) return context;
    const faults = parseToken(credential)?.faults;
    const carried = faults && plan.carried(`${context.api.prefixes.join(' ')} ${credential}`, faults);
    return { ...context, credential, fault: context.fault ?? carried };
  };

  const dispatch = ({ exchange, api, credential }: RequestContext, body: Body): Answer => {
    const path = pathOf(exchange.path);
    if (!api) return path === '/' && exchange.method === 'GET' ? front : noSuchApi(404, path);
    const { host } = exchange.headers;
    return api.handle({
      method: exchange.method,
      path,
      query: new URLSearchParams(exchange.path.slice(path.length)),
      headers: exchange.headers,
      body,
      credential,
      token: credential === undefined ? undefined : parseToken(credential),
      origin: host === undefined ? state.url : `${new URL(state.url).protocol}//${host}`,
      object: (violation) => exchange.violations.push(violation),
    });
  };

  const answer = (context: RequestContext, body: Body): Answer => {
    const { fault, exchange, api } = context;
    if (!fault) return dispatch(context, body);
    const path = pathOf(exchange.path);
    const site = {
      path: exchange.path,
      redirectTo: options.redirectTo ?? defaultForeignOrigin,
      refuse: (status: number) => (api ? api.refuse(status, path) : noSuchApi(status, path)),
    };
    return applyFault(fault, isProcessed(fault) ? { ...site, real: dispatch(context, body) } : site);
  };

  const attempt = (context: RequestContext, body: Body): Answer => {
    try {
      return answer(context, body);
    } catch (error) {
      context.exchange.violations.push(`defect of the sandbox itself: ${String(error)}`);
      return noSuchApi(500, context.exchange.path);
    }
  };

  const handleRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const arrived = openRequest(request);
    const { exchange, api } = arrived;
    const body = await readBody(request, options.hashFiles ?? false, api?.takesBytes ?? false);
    if (!body) {
      exchange.violations.push('the client went away before its request was complete');
      journal.arrived(exchange);
      return;
    }
    const context =
      arrived.credential === undefined
        ? identify(arrived, api?.credentialIn?.(pathOf(exchange.path), body))
        : arrived;
    const sent = jsonOf(body);
    if (sent !== undefined) exchange.json = sent;
    if (body.kind === 'form') exchange.files = body.files;
    if (body.kind === 'bytes') exchange.files = [body.file];
    const reply = attempt(context, body);
    const fault = context.fault ?? reply.fault;
    if (fault) exchange.fault = fault;
    exchange.status = visibleStatus(reply);
    journal.arrived(exchange);
    deliver(response, reply);
  };

  const listen = (request: IncomingMessage, response: ServerResponse): void => {
    // Only a throwing `onExchange` gets here.
    handleRequest(request, response).catch(() => request.socket.destroy());
  };
  const http = options.tls ? createTlsServer(options.tls, listen) : createServer(listen);
  // No clock of the server may end a connection: a stall lasts, and an idle connection is never closed under a client.
  http.requestTimeout = 0;
  http.headersTimeout = 0;
  http.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the sandbox listens on no TCP port');
  state.url = `${options.tls ? 'https' : 'http'}://127.0.0.1:${address.port}`;

  let closing: Promise<void> | undefined;
  return {
    url: state.url,
    journal,
    inject: (fault) => plan.add(fault, journal.exchanges.length),
    close() {
      closing ??= new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
        journal.close();
      });
      return closing;
    },
  };
}

function apiAt(apis: readonly SimulatedApi<unknown>[], path: string): SimulatedApi<unknown> | undefined {
  const fit = ({ prefixes }: SimulatedApi<unknown>): number =>
    Math.max(0, ...prefixes.filter((prefix) => path.startsWith(prefix)).map(({ length }) => length));
  return apis.filter((api) => fit(api) > 0).toSorted((a, b) => fit(b) - fit(a))[0];
}

function noSuchApi(status: number, path: string): Answer {
  return json(status, { message: `The sandbox simulates nothing at ${path}; GET / lists what it does.` });
}

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? '';
}

function flatten(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
