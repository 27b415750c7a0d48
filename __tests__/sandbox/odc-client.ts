import { type OdcOperation, type Sandbox, type SandboxOptions, scenarios } from '../../src/sandbox/index.ts';
import { keyOf } from '../../src/sandbox/keys.ts';
import { call, type Reply, start } from './client.ts';

export type Json = Readonly<Record<string, unknown>>;

export const stage = (name: 'Development' | 'Test' | 'Production'): string => keyOf('stage', name);
export const asset = (name: string): string => keyOf('asset', name, '');
export const backoffice = asset('EmployeeBackoffice');

/** The key of the n-th object that clients of a sandbox create. */
const nth = (kind: string) => (n: number) => `${kind}000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const operationKey = nth('d1');
export const buildKey = nth('b1');

/** A client of the simulated organization with this access token; a path starts after `/api/`, without a version. */
export function odcClient(url: string, token: string) {
  const send = (method: string) => (path: string, body?: unknown) => {
    const [domain = '', ...rest] = path.split('/');
    const version = domain === 'portfolios' ? 'v2' : 'v1';
    return call(`${url}/api/${domain}/${version}/${rest.join('/')}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  };
  return { get: send('GET'), post: send('POST'), patch: send('PATCH') };
}

export type Client = ReturnType<typeof odcClient>;

/** A sandbox, and its client with the scenario as access token. */
export async function visit(scenario: string, options?: SandboxOptions) {
  if (!scenarios.some(({ api, name }) => api === 'odc' && name === scenario.split('+')[0])) {
    throw new Error(`There is no scenario ${scenario}.`);
  }
  const sandbox = await start(options);
  return { sandbox, odc: odcClient(sandbox.url, `sandbox-${scenario}`) };
}

/** Asks the token endpoint that the discovery document names for an access token. */
export async function logIn(url: string, secret: string, change: Json = {}): Promise<Reply> {
  const { json } = await call(`${url}/identity/.well-known/openid-configuration`);
  const form = { grant_type: 'client_credentials', client_id: 'ci', client_secret: secret, ...change };
  return call(String((json as Json)['token_endpoint']), {
    method: 'POST',
    body: new URLSearchParams(form as Record<string, string>),
  });
}

/** The items of a list answer. */
export const items = ({ json }: Reply, name = 'results'): readonly Json[] =>
  (json as Record<string, readonly Json[]>)[name] ?? [];

export const pageOf = ({ json }: Reply): Json => (json as { page: Json }).page;

const field = ({ json }: Reply, name: string): string => String((json as Json)[name]);

/** Starts a Release build of a revision and polls it to its end; returns its key and the statuses seen. */
export async function build(odc: Client, revision = 17, assetKey = backoffice) {
  const made = await odc.post('builds/build-operations', {
    assetKey,
    assetRevision: revision,
    buildType: 'Release',
  });
  const key = field(made, 'buildKey');
  const statuses = await watch(odc, `builds/build-operations/${key}`);
  return { key, statuses, made };
}

/** The body of a deployment: EmployeeBackoffice@17 to Production. */
export const wish = (change: Json = {}): Json => ({
  operation: 'Deploy',
  assetKey: backoffice,
  revision: 17,
  environmentKey: stage('Production'),
  ...change,
});

/** Builds and deploys EmployeeBackoffice@17 to Production. */
export async function deploy(odc: Client, change: Json = {}): Promise<Reply> {
  const { key } = await build(odc);
  return odc.post('deployments/deployment-operations', wish({ buildKey: key, ...change }));
}

/** Polls until nothing changes any more: `Running x3, Finished`. */
export async function watch(
  odc: Client,
  path = `deployments/deployment-operations/${operationKey(1)}`,
): Promise<string> {
  const runs: { name: string; count: number }[] = [];
  for (let n = 0; n < 15; n += 1) {
    const name = field(await odc.get(path), 'status');
    const last = runs.at(-1);
    if (last?.name === name) last.count += 1;
    else runs.push({ name, count: 1 });
  }
  return runs.map(({ name, count }, at) => (at < runs.length - 1 ? `${name} x${count}` : name)).join(', ');
}

/** All messages of the first operation, page by page. */
export async function messages(odc: Client, limit = 100, key = operationKey(1)): Promise<readonly Json[]> {
  const found: Json[] = [];
  let offset = '';
  for (let n = 0; n < 150; n += 1) {
    const query = `limit=${limit}${offset && `&offset=${encodeURIComponent(offset)}`}`;
    const reply = await odc.get(`deployments/deployment-operations/${key}/messages?${query}`);
    found.push(...items(reply));
    const next = pageOf(reply)['nextPageOffset'];
    if (typeof next !== 'string' || items(reply).length === 0) return found;
    offset = next;
  }
  return found;
}

export const violations = ({ exchanges }: Sandbox): readonly string[] =>
  exchanges.flatMap((exchange) => exchange.violations);

export const firstOperation = ({ odc }: Sandbox): OdcOperation | undefined => odc.operations[0];
