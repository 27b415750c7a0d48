import type { LifetimePlan, Sandbox, SandboxOptions } from '../../src/sandbox/index.ts';
import { call, type Reply, start } from './client.ts';

export const development = 'f3582e43-43c7-4bb4-8cbb-d9f6cbcbd35e';
export const test = 'a1d7c0de-5b2f-4e6a-9c38-7f40b1e2d953';
export const production = '849515f2-b4ff-4aca-a9d6-9407bea655f4';
export const backoffice = 'c9a7a82e-0eee-4a3d-8e22-2a19c69c766f';
export const backoffice120 = 'b3d2ef6b-e5c5-4c7e-851e-0547f7bd634c';

export type Json = Readonly<Record<string, unknown>>;

/** A client of the simulated LifeTime with the given scenario; paths as the caller writes them. */
export function lifetimeClient(sandbox: Sandbox, scenario: string) {
  const base = `${sandbox.url}/lifetimeapi/rest/v2`;
  const headers = { authorization: `Bearer sandbox-${scenario}` };
  const send = (method: string) => (path: string, body?: unknown) =>
    call(`${base}/${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    base,
    headers,
    get: send('GET'),
    post: send('POST'),
    put: send('PUT'),
    delete: send('DELETE'),
    upload: (environment: string, bytes: Uint8Array<ArrayBuffer>) =>
      call(`${base}/environments/${environment}/deployment`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/octet-stream' },
        body: bytes,
      }),
  };
}

export type Client = ReturnType<typeof lifetimeClient>;

/** A sandbox and its client. */
export async function visit(scenario: string, options?: SandboxOptions) {
  const sandbox = await start(options);
  return { sandbox, lifetime: lifetimeClient(sandbox, scenario) };
}

/** The body of a create: EmployeeBackoffice from Development to Production. */
export const wish = (change: Json = {}): Json => ({
  Notes: 'Release 1',
  SourceEnvironmentKey: development,
  TargetEnvironmentKey: production,
  ApplicationOperations: [{ ApplicationVersionKey: backoffice120, DeploymentZoneKey: '' }],
  ...change,
});

export const wishFor = (...versions: readonly unknown[]): Json =>
  wish({
    ApplicationOperations: versions.map((key) => ({ ApplicationVersionKey: key, DeploymentZoneKey: '' })),
  });

/** Creates a plan and starts it; the key of the n-th plan is known beforehand. */
export async function launch(lifetime: Client, query = ''): Promise<Reply> {
  const created = await lifetime.post('deployments', wish());
  return lifetime.post(`deployments/${created.text}/start${query}`);
}

/** The key of the n-th plan of a sandbox, and of the n-th plan of other people. */
export const planKey = (n = 1): string => `d0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const otherKey = (n = 1): string => `f0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Everything a look at the status shows. */
interface Look {
  readonly status: string;
  readonly info: string;
  readonly log: readonly { readonly Instant: string; readonly Message: string; readonly Type?: string }[];
}

export async function look(lifetime: Client, key = planKey()): Promise<Look> {
  const reply = await lifetime.get(`deployments/${key}/status`);
  const { DeploymentStatus, Info, DeploymentLog } = reply.json as Json;
  return { status: String(DeploymentStatus), info: String(Info), log: DeploymentLog as Look['log'] };
}

/** Looks at a status until nothing changes any more: `running x3, finished_successful`. */
export async function watch(lifetime: Client, key = planKey()): Promise<string> {
  const runs: { name: string; count: number }[] = [];
  for (let n = 0; n < 15; n += 1) {
    const { status, info } = await look(lifetime, key);
    const name = info === '' ? status : `${status}: ${info}`;
    const last = runs.at(-1);
    if (last?.name === name) last.count += 1;
    else runs.push({ name, count: 1 });
  }
  return runs.map(({ name, count }, at) => (at < runs.length - 1 ? `${name} x${count}` : name)).join(', ');
}

/** The items of a list answer. */
export const items = ({ json }: Reply): readonly Json[] => json as readonly Json[];

export const named = (reply: Reply, name: string): Json =>
  items(reply).find((one) => one['Name'] === name) ?? {};

export const firstPlan = ({ lifetime }: Sandbox): LifetimePlan | undefined => lifetime.plans[0];

/** An error answer. */
export const errors = (status: number, text: unknown) => ({
  status,
  json: { Errors: [text], StatusCode: status },
});
