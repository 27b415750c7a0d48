import { type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import type { Exchange, Sandbox } from '../../src/sandbox/index.ts';
import { isComplete, runAction } from './action.ts';
import { runCommand } from './command.ts';
import { runInProcess } from './in-process.ts';
import { lifetimeRelease } from './lifetime.ts';
import { folder as files, packageFile, release } from './release.ts';
import type { RunCase, RunPlan } from './run-cases.ts';
import { tracked } from './trackers.ts';

/** The environment of one run of a case. */
interface Scene {
  readonly each: RunCase;
  readonly sandbox: Sandbox;
  /** Shared by all runs of the case; a run may have its own folder below it. */
  readonly folder: string;
}

/** The reported results of a run. */
export interface Said {
  /** Exit code, 0 = green; null if the run was killed. */
  readonly code: number | null;
  readonly status: string;
  readonly deploymentId: string;
  readonly version: string;
  /** Standard output followed by standard error. */
  readonly text: string;
}

const otherFolder = join(files, 'other');
mkdirSync(otherFolder, { recursive: true });
const otherPackage = join(otherFolder, 'customer-portal.zip');
writeFileSync(otherPackage, zipSync({ 'content/two.xml': Buffer.from('<content/>') }));
const packages = { one: packageFile, other: otherPackage } as const;
const LEAPING_CLOCK = fileURLToPath(new URL('leaping-clock.cjs', import.meta.url));

/** Returns the hex digest of the package that the run deploys. */
export function sha256Of({ bytes }: RunPlan): string {
  return createHash('sha256').update(readFileSync(packages[bytes])).digest('hex');
}

/** Returns the host that BigPanda receives for the environment of the run. */
export const hostOf = ({ environment }: RunPlan): string => `${environment.toLowerCase()}.example.com`;

/** Executes a run to its end, including its post phase if it has one. */
export async function play(scene: Scene, plan: RunPlan): Promise<Said> {
  const { sandbox, each } = scene;
  const { end } = plan;
  if (end === 'BigPanda end refused')
    sandbox.inject({ request: { method: 'POST', path: /\/deployments\/end$/ }, kind: '403' });
  // The first PATCH reports that the platform has started.
  if (end === 'Deployments API end refused')
    sandbox.inject({ request: { method: 'PATCH', path: /^\/api\/(?!v3\/)/, nth: 2 }, kind: '403' });
  return each.entrance === 'action' ? playAction(scene, plan) : playCommand(scene, plan);
}

function inputsOf(
  { each, sandbox: { url }, folder }: Scene,
  plan: RunPlan,
): Readonly<Record<string, string>> {
  const { version, environment, end, bytes } = plan;
  const common = {
    environment,
    hosts: hostOf(plan),
    ...(each.memory.includes('state file') && { 'state-file': join(folder, 'state.json') }),
  };
  const records = {
    ...tracked(url, {
      ...(each.memory.includes('Deployments API') && { deploymentsApi: 'happy' }),
      ...(each.memory === 'GitHub' && { github: 'happy' }),
    }),
    'bigpanda-token': 'sandbox-happy',
  };
  if (each.platform === 'LifeTime')
    return {
      ...lifetimeRelease(url, 'happy', { application: `EmployeeBackoffice@${version}` }),
      ...common,
      ...records,
    };
  const scenario = end === 'red' ? 'failed' : 'happy';
  return { ...release(url, scenario, { version, package: packages[bytes] }), ...common, ...records };
}

/** Returns the action on the run's process while the platform deploys; undefined if there is none. */
function during(
  { sandbox, each }: Scene,
  { end }: RunPlan,
): ((child: ChildProcess) => Promise<void>) | undefined {
  const before = sandbox.exchanges.length;
  const over = new Set(idsOver(sandbox));
  const isAborted = each.platform === 'LifeTime' && end === 'red';
  if (end !== 'killed' && end !== 'lost' && !isAborted) return undefined;
  return async (child) => {
    const looking = sandbox.until(({ index, method, path }) => {
      const id = method === 'GET' ? /\/deployments\/([\w-]{36})(\/status\/)?$/.exec(path)?.[1] : undefined;
      return index > before && id !== undefined && !over.has(id) && hasBegun(sandbox, id);
    });
    // A run that deploys nothing never polls a running deployment.
    const found = await Promise.race([looking, once(child, 'close')]);
    if (!('path' in found)) return;
    if (isAborted) await abortElsewhere(sandbox, found);
    else child.kill('SIGKILL');
  };
}

function idsOver({ appian, lifetime }: Sandbox): readonly string[] {
  const all = [
    ...appian.deployments.map(({ uuid: id, status }) => ({ id, status })),
    ...lifetime.plans.map(({ key: id, status }) => ({ id, status })),
  ];
  return all.flatMap(({ id, status }) => (/^(COMPLETED|FAILED|finished|aborted)/.test(status) ? [id] : []));
}

/** Returns true for a started deployment. A run also reads a LifeTime plan before its start. */
function hasBegun({ appian, lifetime }: Sandbox, id: string): boolean {
  return (
    appian.deployments.some(({ uuid }) => uuid === id) ||
    lifetime.plans.some(({ key, started }) => key === id && started)
  );
}

/** Aborts the plan like another user, with the step's own token. */
async function abortElsewhere({ url }: Sandbox, { path }: Exchange): Promise<void> {
  await fetch(`${url}${path.replace('/status/', '/abort/')}`, {
    method: 'POST',
    headers: { authorization: 'Bearer sandbox-happy' },
  });
}

async function playAction(scene: Scene, plan: RunPlan): Promise<Said> {
  const inputs = inputsOf(scene, plan);
  const strike = during(scene, plan);
  const env = {
    GITHUB_RUN_ID: String(4700 + plan.run),
    GITHUB_RUN_ATTEMPT: String(plan.attempt),
    GITHUB_JOB: 'deploy',
  };
  const step = await (strike
    ? runAction(inputs, { leap: true, env, during: strike })
    : runInProcess(inputs, { env }));
  if (plan.end !== 'lost' && !isComplete(step)) await runInProcess(inputs, { state: step.state });
  const { status = '', version = '', 'deployment-id': deploymentId = '' } = step.outputs;
  return { code: step.code, status, version, deploymentId, text: `${step.stdout}${step.stderr}` };
}

const isSecret = (name: string): boolean => name.endsWith('token');

async function playCommand(scene: Scene, plan: RunPlan): Promise<Said> {
  const cwd = scene.each.memory === 'folder' ? scene.folder : mkdtempSync(join(scene.folder, 'run-'));
  const inputs = Object.entries(inputsOf(scene, plan)).filter(([, value]) => value !== '');
  const flags = inputs.flatMap(([name, value]) => (isSecret(name) ? [] : [`--${name}`, value]));
  const secrets = inputs.flatMap(([name, value]) =>
    isSecret(name) ? [[`LOWCODE_DEPLOY_${name.replaceAll('-', '_').toUpperCase()}`, value] as const] : [],
  );
  const run = await runCommand(
    ['deploy', ...flags, '--json'],
    {
      ...Object.fromEntries(secrets),
      NODE_OPTIONS: `--require ${LEAPING_CLOCK}`,
      GITLAB_CI: 'true',
      CI_PIPELINE_ID: String(plan.run),
      // A repeated job gets a larger number; the first number is arbitrary.
      CI_JOB_ID: String(100 * plan.run + plan.attempt),
      CI_JOB_NAME: 'deploy',
    },
    during(scene, plan),
    cwd,
  );
  const { status = '', deployment, plan: known } = JSON.parse(run.stdout || '{}') as Result;
  const said = { status, deploymentId: deployment?.id ?? '', version: known?.version ?? '' };
  return { code: run.code, ...said, text: `${run.stdout}${run.stderr}` };
}

/** The fields of the command's printed result that the tests read. */
interface Result {
  readonly status?: string;
  readonly deployment?: { readonly id?: string };
  readonly plan?: { readonly version?: string };
}
