import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { jsonOf, readBody } from './body.ts';
import { deliver, visibleStatus } from './delivery.ts';
import { type Exchange, type Journal, type OpenExchange, openJournal } from './exchange.ts';
import { type Fault, type FaultKind, isProcessed, planFaults } from './faults.ts';
import { spoil } from './spoil.ts';
import { parseToken } from './token.ts';
import { type Answer, type Body, json, type Vendor } from './vendor.ts';

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
  close(): Promise<void>;
}

/** What is known once a request's head has arrived. */
interface Visit {
  readonly exchange: OpenExchange;
  readonly vendor: Vendor<unknown> | undefined;
  readonly credential: string | undefined;
  readonly fault: FaultKind | undefined;
}

/** Used when nothing else is named; `.invalid` never resolves. */
export const defaultElsewhere = 'http://sandbox.invalid';

/** Serves these APIs on one loopback port. `front` is the text of `GET /`. */
export async function serve(
  vendors: readonly Vendor<unknown>[],
  front: Answer,
  options: ServerOptions,
): Promise<Server> {
  const journal = openJournal(options.onExchange);
  const plan = planFaults(options.faults ?? []);
  const state = { url: '' };

  const enter = (request: IncomingMessage): Visit => {
    const headers = flatten(request);
    const method = request.method ?? '';
    const path = request.url ?? '';
    const exchange = journal.open({ method, path, headers });
    const vendor = vendorAt(vendors, path);
    const fault = plan.injected({ index: exchange.index, method, path });
    return identify({ exchange, vendor, credential: undefined, fault }, vendor?.credential(headers));
  };

  /** Takes note of the credential, once it is known. */
  const identify = (visit: Visit, credential: string | undefined): Visit => {
    if (credential === undefined || !visit.vendor) return visit;
    const faults = parseToken(credential)?.faults;
    const carried = faults && plan.carried(`${visit.vendor.prefixes.join(' ')} ${credential}`, faults);
    return { ...visit, credential, fault: visit.fault ?? carried };
  };

  const act = ({ exchange, vendor, credential }: Visit, body: Body): Answer => {
    const path = pathOf(exchange.path);
    if (!vendor) return path === '/' && exchange.method === 'GET' ? front : nobody(404, path);
    const { host } = exchange.headers;
    return vendor.handle({
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

  const answer = (visit: Visit, body: Body): Answer => {
    const { fault, exchange, vendor } = visit;
    if (!fault) return act(visit, body);
    const path = pathOf(exchange.path);
    const site = {
      path: exchange.path,
      redirectTo: options.redirectTo ?? defaultElsewhere,
      refuse: (status: number) => (vendor ? vendor.refuse(status, path) : nobody(status, path)),
    };
    return spoil(fault, isProcessed(fault) ? { ...site, real: act(visit, body) } : site);
  };

  const attempt = (visit: Visit, body: Body): Answer => {
    try {
      return answer(visit, body);
    } catch (error) {
      visit.exchange.violations.push(`defect of the sandbox itself: ${String(error)}`);
      return nobody(500, visit.exchange.path);
    }
  };

  const attend = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const arrived = enter(request);
    const { exchange, vendor } = arrived;
    const body = await readBody(request, options.hashFiles ?? false, vendor?.takesBytes ?? false);
    if (!body) {
      exchange.violations.push('the client went away before its request was complete');
      journal.arrived(exchange);
      return;
    }
    const visit =
      arrived.credential === undefined
        ? identify(arrived, vendor?.credentialIn?.(pathOf(exchange.path), body))
        : arrived;
    const sent = jsonOf(body);
    if (sent !== undefined) exchange.json = sent;
    if (body.kind === 'form') exchange.files = body.files;
    if (body.kind === 'bytes') exchange.files = [body.file];
    const reply = attempt(visit, body);
    const fault = visit.fault ?? reply.fault;
    if (fault) exchange.fault = fault;
    exchange.status = visibleStatus(reply);
    journal.arrived(exchange);
    deliver(response, reply);
  };

  const listen = (request: IncomingMessage, response: ServerResponse): void => {
    // Only a throwing `onExchange` gets here.
    attend(request, response).catch(() => request.socket.destroy());
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

function vendorAt(vendors: readonly Vendor<unknown>[], path: string): Vendor<unknown> | undefined {
  const fit = ({ prefixes }: Vendor<unknown>): number =>
    Math.max(0, ...prefixes.filter((prefix) => path.startsWith(prefix)).map(({ length }) => length));
  return vendors.filter((vendor) => fit(vendor) > 0).toSorted((a, b) => fit(b) - fit(a))[0];
}

function nobody(status: number, path: string): Answer {
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
