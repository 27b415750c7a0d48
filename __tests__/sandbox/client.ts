import { afterEach } from '@jest/globals';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/index.ts';

const open: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

/** A sandbox that is closed after the test. */
export async function start(options?: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  open.push(sandbox);
  return sandbox;
}

/** Status, media type, parsed JSON (if it is) and text of an answer. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
  readonly text: string;
}

export async function call(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, json, text };
}

/** A client of the simulated Appian site with the given scenario. */
export function appianClient(sandbox: Sandbox, scenario: string, version = 'v2') {
  const base = `${sandbox.url}/suite/deployment-management/${version}`;
  const headers = { 'appian-api-key': `sandbox-${scenario}` };
  return {
    get: (path: string) => call(`${base}/${path}`, { headers }),
    post: (path: string, form: FormData, more: Record<string, string> = {}) =>
      call(`${base}/${path}`, { method: 'POST', headers: { ...headers, ...more }, body: form }),
  };
}

/** A multipart body as the documentation shows it. */
export function form(json: unknown, files: Record<string, string> = {}): FormData {
  const body = new FormData();
  body.append('json', typeof json === 'string' ? json : JSON.stringify(json));
  for (const [fileName, text] of Object.entries(files)) {
    body.append(fileName, new Blob([text], { type: 'application/octet-stream' }), fileName);
  }
  return body;
}

export const packageForm = (json: Record<string, unknown> = {}): FormData =>
  form({ packageFileName: 'my app.zip', ...json }, { 'my app.zip': 'PK zip' });

export const importForm = (json: Record<string, unknown> = {}): FormData =>
  packageForm({ name: 'Release 1', ...json });

/** Posts a BigPanda event. */
export function panda(
  sandbox: Sandbox,
  scenario: string,
  kind: 'start' | 'end',
  event: unknown,
): Promise<Reply> {
  return call(`${sandbox.url}/data/events/deployments/${kind}`, {
    method: 'POST',
    headers: { authorization: `Bearer sandbox-${scenario}`, 'content-type': 'application/json' },
    body: typeof event === 'string' ? event : JSON.stringify(event),
  });
}
