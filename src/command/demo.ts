import { spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { systemSigns } from '../ci/choose.ts';
import type { InputName } from '../definition.ts';
import { environmentName } from '../inputs/names.ts';
import { Interrupted } from '../release/outcome.ts';
import { type Exchange, type Sandbox, scenarios, startSandbox } from '../sandbox/index.ts';

/** The simulated systems and a sample package, so that the real job can run on this machine. */
export interface Demo {
  readonly sandbox: Sandbox;
  /** The folder for the package, the log and the result. */
  readonly folder: string;
  /** Runs the steps before the job that is shown. Resolves to one sentence for each step. */
  readonly prologue: () => Promise<readonly string[]>;
  /** The inputs of the job, by their names; an empty text if one is not set. */
  readonly raw: (name: InputName) => string;
  /** Aborted to cancel the job; absent unless the scenario is a cancellation. */
  readonly cancel?: AbortSignal;
}

/** Scenarios that happen in this process and not in the sandbox. */
export const demoScenarios = [
  { name: 'cancelled', about: 'somebody cancels the run while it waits' },
  { name: 'killed', about: 'the runner is lost while it waits; the next run resumes' },
] as const;

/**
 * Starts the demo.
 * @returns undefined if the scenario does not exist
 */
export async function startDemo(scenario: string): Promise<Demo | undefined> {
  const own = demoScenarios.find(({ name }) => name === scenario)?.name;
  if (own === undefined && !scenarios.some(({ name, api }) => name === scenario && api === 'appian'))
    return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'lowcode-deploy-demo-'));
  const packageFile = join(folder, 'customer-portal.zip');
  await writeFile(packageFile, samplePackage());
  const sandbox = await startSandbox();
  const inputs: Partial<Record<InputName, string>> = {
    platform: 'appian',
    operation: 'deploy',
    url: sandbox.url,
    token: `sandbox-${own === undefined ? scenario : own === 'killed' ? 'happy' : 'never'}`,
    environment: 'production',
    package: packageFile,
    version: '1.2.3',
    'poll-interval': '400ms',
    timeout: '30s',
    'bigpanda-url': sandbox.url,
    'bigpanda-token': 'sandbox-happy',
    ...(own === 'killed' && { 'state-file': join(folder, 'state.json') }),
  };
  const demo = { sandbox, folder, prologue: async () => [], raw: (name: InputName) => inputs[name] ?? '' };
  switch (own) {
    case undefined:
      return demo;
    case 'cancelled':
      return { ...demo, cancel: cancelledAtThird(sandbox) };
    case 'killed':
      return {
        ...demo,
        prologue: () => killedAtFirstLook(sandbox, folder, inputs),
        raw: (name) => (name === 'operation' ? 'resume' : demo.raw(name)),
      };
  }
}

/** The events that BigPanda received, one line for each. */
export function formatEvents(sandbox: Sandbox): readonly string[] {
  const { events } = sandbox.bigpanda;
  if (events.length === 0) return ['nothing: no deployment was started'];
  return events.map(({ kind, body }) => `${kind.padEnd(6)}${JSON.stringify(body)}`);
}

function looksAtDeployment({ method, path }: Exchange): boolean {
  return method === 'GET' && /\/deployments\/[\w-]{36}$/.test(path);
}

/** Aborts like Ctrl-C after the status of the deployment was read three times. */
function cancelledAtThird(sandbox: Sandbox): AbortSignal {
  const controller = new AbortController();
  const third = (): boolean => sandbox.exchanges.filter(looksAtDeployment).length >= 3;
  sandbox.until(third).then(
    () => controller.abort(new Interrupted('cancel', 'The run was cancelled (as Ctrl-C would).')),
    // The sandbox was closed, so nothing is left to cancel.
    () => {},
  );
  return controller.signal;
}

/**
 * Runs the job in a separate process and kills it before it can report anything.
 * @returns sentences about that
 */
async function killedAtFirstLook(
  sandbox: Sandbox,
  folder: string,
  inputs: Partial<Record<InputName, string>>,
): Promise<readonly string[]> {
  const variables = Object.entries(inputs).map(([name, value]) => [
    environmentName(name as InputName),
    value,
  ]);
  const around = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('LOWCODE_DEPLOY_') && !systemSigns.includes(name),
  );
  const child = spawn(process.execPath, [resolve(process.argv[1] ?? ''), 'deploy'], {
    env: Object.fromEntries([...around, ...variables]) as NodeJS.ProcessEnv,
    cwd: folder,
    stdio: 'ignore',
  });
  const dead = new Promise((resolve) => child.once('close', resolve));
  await Promise.race([sandbox.until(looksAtDeployment), dead]);
  child.kill('SIGKILL');
  await dead;
  return [
    'A first run deployed and was killed (SIGKILL) while it waited: it could not report anything.',
    'Its progress is in the state file. Now a second run resumes.',
  ];
}

/** A package with the layout of an Appian export. */
function samplePackage(): Uint8Array {
  const uuid = '_a-0000-customer-portal';
  return zipSync({
    'META-INF/MANIFEST.MF': strToU8('Manifest-Version: 1.0\r\nAppian-Version: 25.3.335.0\r\n'),
    'META-INF/export.log': strToU8('Success (1):\n'),
    [`application/${uuid}.xml`]: strToU8(
      '<applicationHaul><application><name>Customer portal</name></application></applicationHaul>',
    ),
  });
}
