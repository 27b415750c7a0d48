import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { steadyMs } from '../shared/clock.ts';
import { type Address, readAddress } from './address.ts';
import { applyFault } from './apply-fault.ts';
import { jsonOf, readBody } from './body.ts';
import { deliver, visibleStatus } from './delivery.ts';
import { type Exchange, type Journal, type OpenExchange, openJournal } from './exchange.ts';
import { type Fault, type FaultKind, type FaultPlan, isProcessed } from './faults.ts';
import type { RequestView } from './page/request-view.ts';
import { type Answer, type Body, json, type SimulatedApi } from './simulated-api.ts';
import { parseToken } from './token.ts';

/** Options of a sandbox. */
export interface ServerOptions {
  /** TCP port on 127.0.0.1; 0 (default) = any free one. */
  readonly port?: number;
  readonly faults?: readonly Fault[];
  /** Serves over https with this key and certificate (PEM). */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Records the SHA-256 of each uploaded file; default false. */
  readonly hashFiles?: boolean;
  /** Origin of the `redirect` fault and of foreign URLs; default `http://sandbox.invalid`. */
  readonly redirectTo?: string;
  /** Origin of the token endpoint in ODC's discovery document; default: the origin of the request. */
  readonly identityUrl?: string;
  /** Clock of ODC in milliseconds since the epoch, for rate limits, tokens and dates; default `Date.now`. */
  readonly now?: () => number;
  /** Called for each exchange once it is processed, before its answer is sent. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Serves the page at `GET /` and the control calls below `/-/`. */
  readonly page?: {
    /** Called for each exchange in the redacted form that the page shows. */
    readonly onRequest?: (request: RequestView) => void;
    /** Called on `POST /-/exit`; without it the sandbox refuses that call. */
    readonly onExit?: () => void;
  };
}

/** A listening server; closing it destroys every connection. */
interface Server {
  readonly url: string;
  readonly journal: Journal;
  /** Injects a fault that counts from now on: a numeric `request` counts future requests only. */
  inject(fault: Fault): void;
  close(): Promise<void>;
}

/** The facts that are known once the head of a request has arrived. */
interface RequestContext {
  readonly address: Address;
  readonly exchange: OpenExchange;
  readonly api: SimulatedApi<unknown> | undefined;
  readonly credential: string | undefined;
  readonly fault: FaultKind | undefined;
}

/** Default of `redirectTo`; `.invalid` never resolves. */
export const defaultForeignOrigin = 'http://sandbox.invalid';

/** The APIs and faults that a server serves. */
interface Simulation {
  /** The current APIs; a reset replaces them. */
  readonly apis: () => readonly SimulatedApi<unknown>[];
  /** The text of `GET /`. */
  readonly front: Answer;
  readonly faults: () => FaultPlan;
}

/** The page and the control calls for test suites. Their requests do not appear in the journal. */
export interface Control {
  /** Answers a page or control request and returns true; returns false for all other requests. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Called with each exchange and its answer. */
  readonly observe: (exchange: Exchange, answer: Answer, facts: ObservedFacts) => void;
  /** Ends the event streams of the page. */
  readonly close: () => void;
}

/** Facts for an observer that the exchange does not contain. */
export interface ObservedFacts {
  /** The credential as sent; undefined if the request has none. */
  readonly credential: string | undefined;
  /** Path and query without a scenario. */
  readonly target: string;
  readonly milliseconds: number;
}

/**
 * Serves simulated APIs on one loopback port.
 *
 * @throws Error if the port cannot be opened
 */
export async function serve(
  simulation: Simulation,
  options: ServerOptions,
  control?: Control,
): Promise<Server> {
  const journal = openJournal(options.onExchange);
  const serving: Serving = { simulation, options, control, journal, url: '' };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    if (control?.handle(request, response)) return;
    // Only a throwing `onExchange` leads here.
    handleRequest(serving, request, response).catch(() => request.socket.destroy());
  };
  const http = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  const port = await listen(http, options.port ?? 0);
  serving.url = `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`;

  let closing: Promise<void> | undefined;
  return {
    url: serving.url,
    journal,
    inject: (fault) => simulation.faults().add(fault, journal.exchanges.length),
    close() {
      closing ??= new Promise((resolve) => {
        http.close(() => resolve());
        control?.close();
        http.closeAllConnections();
        journal.close();
      });
      return closing;
    },
  };
}

/** Everything that the requests to one server share. */
interface Serving {
  readonly simulation: Simulation;
  readonly options: ServerOptions;
  readonly control: Control | undefined;
  readonly journal: Journal;
  /** The origin of the server; empty until it listens. */
  url: string;
}

/** Opens a port and returns it. */
async function listen(http: HttpServer, port: number): Promise<number> {
  // No server timeout may end a connection: a stall must last, and a client may keep an idle connection.
  http.requestTimeout = 0;
  http.headersTimeout = 0;
  http.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', resolve);
  });
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the sandbox listens on no TCP port');
  return address.port;
}

async function handleRequest(
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { journal, options, control } = serving;
  const startedAt = steadyMs();
  const arrived = openRequest(serving, request);
  const { exchange, api } = arrived;
  const body = await readBody(request, options.hashFiles ?? false, api?.takesBytes ?? false);
  if (!body) {
    exchange.violations.push('the client went away before its request was complete');
    journal.arrived(exchange);
    return;
  }
  const context =
    arrived.credential === undefined
      ? identify(serving, arrived, api?.credentialIn?.(pathOf(arrived.address.target), body))
      : arrived;
  noteBody(exchange, body);
  const reply = attempt(serving, context, body);
  const fault = context.fault ?? reply.fault;
  if (fault) exchange.fault = fault;
  exchange.status = visibleStatus(reply);
  control?.observe(exchange, reply, {
    credential: context.credential,
    target: context.address.target,
    milliseconds: Math.round(steadyMs() - startedAt),
  });
  journal.arrived(exchange);
  deliver(response, reply);
}

function openRequest(serving: Serving, request: IncomingMessage): RequestContext {
  const { simulation, journal } = serving;
  const headers = flatten(request);
  const method = request.method ?? '';
  const path = request.url ?? '';
  const exchange = journal.open({ method, path, headers });
  const address = readAddress(path, headers['host']);
  const api = apiAt(simulation.apis(), address.target);
  const fault = simulation.faults().injected({ index: exchange.index, method, path });
  const context = { address, exchange, api, credential: undefined, fault };
  return identify(serving, context, address.token ?? api?.credential(headers));
}

/** Adds the credential and its carried fault to the context once the credential is known. */
function identify(
  { simulation }: Serving,
  context: RequestContext,
  credential: string | undefined,
): RequestContext {
  if (credential === undefined || !context.api) return context;
  const faults = parseToken(credential)?.faults;
  const carried =
    faults && simulation.faults().carried(`${context.api.prefixes.join(' ')} ${credential}`, faults);
  return { ...context, credential, fault: context.fault ?? carried };
}

function noteBody(exchange: OpenExchange, body: Body): void {
  const sent = jsonOf(body);
  if (sent !== undefined) exchange.json = sent;
  if (body.kind === 'form') exchange.files = body.files;
  if (body.kind === 'bytes') exchange.files = [body.file];
}

function attempt(serving: Serving, context: RequestContext, body: Body): Answer {
  try {
    return answer(serving, context, body);
  } catch (error) {
    context.exchange.violations.push(`defect of the sandbox itself: ${String(error)}`);
    return noSuchApi(500, context.exchange.path);
  }
}

function answer(serving: Serving, context: RequestContext, body: Body): Answer {
  const { address, fault, exchange, api } = context;
  if (!fault) return dispatch(serving, context, body);
  const path = pathOf(address.target);
  const site = {
    path: exchange.path,
    redirectTo: serving.options.redirectTo ?? defaultForeignOrigin,
    credential: context.credential ?? '',
    refuse: (status: number) => (api ? api.refuse(status, path) : noSuchApi(status, path)),
  };
  return applyFault(fault, isProcessed(fault) ? { ...site, real: dispatch(serving, context, body) } : site);
}

function dispatch(
  { simulation, url }: Serving,
  { address, exchange, api, credential }: RequestContext,
  body: Body,
): Answer {
  const path = pathOf(address.target);
  if (!api) return path === '/' && exchange.method === 'GET' ? simulation.front : noSuchApi(404, path);
  const { host } = exchange.headers;
  return api.handle({
    method: exchange.method,
    path,
    query: new URLSearchParams(address.target.slice(path.length)),
    headers: exchange.headers,
    body,
    credential,
    token: credential === undefined ? undefined : parseToken(credential),
    isTokenInPath: address.token !== undefined,
    origin: `${host === undefined ? url : `${new URL(url).protocol}//${host}`}${address.prefix}`,
    object: (violation) => exchange.violations.push(violation),
  });
}

function apiAt(apis: readonly SimulatedApi<unknown>[], path: string): SimulatedApi<unknown> | undefined {
  const fit = ({ prefixes, ignoresCase }: SimulatedApi<unknown>): number =>
    Math.max(
      0,
      ...prefixes
        .filter((prefix) => (ignoresCase ? path.toLowerCase() : path).startsWith(prefix))
        .map(({ length }) => length),
    );
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
