import { expect } from '@jest/globals';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/index.ts';
import { call, type Reply, start } from './client.ts';

export const portal = '550e8400-e29b-41d4-a716-446655440001';
export const production = '550e8400-e29b-41d4-a716-446655440010';
export const organization = '0a000000-0000-4000-8000-000000000001';
/** An identifier that nothing has. */
export const nobody = '00000000-0000-4000-8000-00000000dead';

/** The id of the n-th record that a client of a sandbox makes. */
export const recordId = (n = 1): string => `da000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export type Json = Readonly<Record<string, unknown>>;

/** A client of the simulated Deployments API; paths start at `/api`. */
export function trackerClient(sandbox: Sandbox, headers: Readonly<Record<string, string>>) {
  const send = (method: string) => (path: string, body?: unknown) =>
    call(`${sandbox.url}/api/${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return { get: send('GET'), post: send('POST'), patch: send('PATCH'), put: send('PUT') };
}

type Tracker = ReturnType<typeof trackerClient>;

/** A sandbox, and its client with the scenario as bearer token. */
export async function visit(
  scenario: string,
  headers: Readonly<Record<string, string>> = {},
  options?: SandboxOptions,
) {
  const sandbox = await start(options);
  const tracker = trackerClient(sandbox, { authorization: `Bearer sandbox-${scenario}`, ...headers });
  return { sandbox, tracker };
}

export const wish = (change: Json = {}): Json => ({
  componentId: portal,
  environmentId: production,
  version: '1.2.3',
  ...change,
});

/** Creates a record and brings it through these statuses; the status lines of all calls. */
export async function record(
  tracker: Tracker,
  statuses: readonly string[],
  base = 'v1/deployments',
): Promise<number[]> {
  const seen = [(await tracker.post(base, wish())).status];
  for (const status of statuses) {
    const isEnd = status === 'succeeded' || status === 'failed';
    const change = { status, ...(isEnd && { finishedAt: new Date().toISOString() }) };
    seen.push((await tracker.patch(`${base}/${recordId()}`, change)).status);
  }
  return seen;
}

export const login = (sandbox: Sandbox, scenario: string, base = 'v1/'): Promise<Reply> =>
  trackerClient(sandbox, {}).post(`${base}auth/login`, {
    username: 'release-bot',
    password: `sandbox-${scenario}`,
  });

/** A client with the token of a fresh login. */
export async function loggedIn(sandbox: Sandbox, scenario: string, base = 'v1/'): Promise<Tracker> {
  const { token } = (await login(sandbox, scenario, base)).json as Json;
  return trackerClient(sandbox, { authorization: `Bearer ${String(token)}` });
}

/** An error answer. */
export const refusal = (status: number, message: unknown) => ({
  status,
  json: { statusCode: status, message, path: expect.any(String), timestamp: expect.any(String) },
});

export const violations = ({ exchanges }: Sandbox): readonly string[] =>
  exchanges.flatMap(({ violations }) => violations);
