import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { faultKinds } from '../faults.ts';
import type { SandboxState, Scenario } from '../index.ts';
import type { Control } from '../server.ts';
import { pageFolder } from './folder.ts';
import { type RequestView, viewRequest } from './request-view.ts';
import { summarize } from './summary.ts';

/** Data and callbacks of the page. */
export interface ControlOptions {
  readonly scenarios: readonly Scenario[];
  /** Title of each API. */
  readonly titles: Readonly<Record<Scenario['api'], string>>;
  readonly state: () => SandboxState;
  /** Empties every simulated system. */
  readonly reset: () => void;
  /** Called for each request in the redacted form that the page shows. */
  readonly onRequest?: (request: RequestView) => void;
  /** Called after `POST /-/exit` is answered; without it the sandbox refuses that call. */
  readonly onExit?: () => void;
}

/** Maximum number of requests that the page shows; the oldest are dropped first. */
const kept = 500;

/** Protects against pages of other sites: browsers send this header across origins only after a preflight. */
const controlHeader = 'x-sandbox';

const pageFiles: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html;charset=UTF-8'],
  '/-/page.css': ['page.css', 'text/css;charset=UTF-8'],
  '/-/page.js': ['page.js', 'text/javascript;charset=UTF-8'],
};

const securityHeaders = {
  'Content-Security-Policy':
    "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/**
 * Creates the page at `/` for browsers and its calls below `/-/`: `scenarios`, `requests`, `state`, `events`
 * (server-sent), and by POST `reset` and `exit`.
 */
export function openControl(options: ControlOptions): Control {
  let requests: RequestView[] = [];
  const events = openEvents();

  const reset = (): void => {
    options.reset();
    requests = [];
    events.emit('reset', {});
  };

  const reads: Readonly<Record<string, () => unknown>> = {
    '/-/scenarios': () => ({ scenarios: options.scenarios, titles: options.titles, faults: faultKinds }),
    '/-/requests': () => requests,
    '/-/state': () => summarize(options.state()),
  };

  const change = (path: string, response: ServerResponse): void => {
    if (path === '/-/reset') {
      reset();
      send(response, 204);
    } else if (path === '/-/exit' && options.onExit) {
      // The sandbox ends after its answer is sent.
      response.on('finish', options.onExit);
      send(response, 204);
    } else send(response, 404, { message: 'There is no such control call.' });
  };

  return {
    handle(request, response) {
      const path = (request.url ?? '').split('?', 1)[0] ?? '';
      if (!path.startsWith('/-/') && !(path === '/' && wantsPage(request))) return false;
      const refusal = refusalOf(request);
      if (refusal) send(response, ...refusal);
      else if (request.method === 'POST') change(path, response);
      else if (path === '/-/events') events.listen(response);
      else if (reads[path]) send(response, 200, reads[path]());
      else sendFile(response, path);
      request.resume();
      return true;
    },
    observe(exchange, answer, facts) {
      const view = viewRequest(exchange, answer, facts, Date.now());
      requests.push(view);
      if (requests.length > kept) requests.shift();
      options.onRequest?.(view);
      events.emit('request', view);
    },
    close: () => events.close(),
  };
}

/** Opens the stream of server-sent events. */
function openEvents() {
  const listeners = new Set<ServerResponse>();
  return {
    emit(event: string, value: unknown): void {
      const text = `event: ${event}\ndata: ${JSON.stringify(value)}\n\n`;
      for (const response of listeners) response.write(text);
    },
    listen(response: ServerResponse): void {
      response.writeHead(200, { ...securityHeaders, 'Content-Type': 'text/event-stream' });
      response.write('retry: 1000\n\n');
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
    },
    close(): void {
      for (const response of listeners) response.end();
    },
  };
}

/** Returns status and body of the refusal of a request that may not reach the page; undefined if it may. */
function refusalOf({ method, headers }: IncomingMessage): readonly [number, object] | undefined {
  if (!isLocal(headers.host))
    return [403, { message: 'The page is there under localhost and 127.0.0.1 only.' }];
  if (method === 'POST')
    return headers[controlHeader] === undefined
      ? [403, { message: `Control calls need the header ${controlHeader}.` }]
      : undefined;
  return method === 'GET' ? undefined : [405, { message: 'GET or POST.' }];
}

function wantsPage({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && (headers.accept ?? '').includes('text/html');
}

/** Protects against DNS rebinding: returns false for a foreign name that resolves to this machine. */
function isLocal(host = ''): boolean {
  return /^(?:127\.0\.0\.1|\[::1\]|(?:[\w-]+\.)*localhost)(?::\d+)?$/i.test(host);
}

function sendFile(response: ServerResponse, path: string): void {
  const [file, type = ''] = pageFiles[path] ?? [];
  if (file === undefined) {
    send(response, 404, { message: 'There is no such page.' });
    return;
  }
  const answered = readFile(join(pageFolder(), file)).then((bytes) =>
    response.writeHead(200, { ...securityHeaders, 'Content-Type': type }).end(bytes),
  );
  answered.catch((error: unknown) => send(response, 500, { message: String(error) }));
}

function send(response: ServerResponse, status: number, value?: unknown): void {
  response.writeHead(status, { ...securityHeaders, 'Content-Type': 'application/json;charset=UTF-8' });
  response.end(value === undefined ? undefined : JSON.stringify(value));
}
