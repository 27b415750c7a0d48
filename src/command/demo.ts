import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemSigns } from '../ci/choose.ts';
import type { InputName } from '../definition.ts';
import { environmentName } from '../inputs/names.ts';
import { Interrupted } from '../release/outcome.ts';
import type { PlatformDemo } from '../sandbox/demo.ts';
import { type Sandbox, startSandbox } from '../sandbox/index.ts';
import { writeSamples } from '../sandbox/samples.ts';
import { explainUnwritten, isFileError } from '../shared/file-error.ts';
import { chooseDemo } from './demo-scenarios.ts';

/** The simulated systems and sample packages, so that the real job can run on this machine. */
export interface Demo {
  readonly sandbox: Sandbox;
  /** The folder for the packages, the log and the result. */
  readonly folder: string;
  /** Runs the steps before the job that is shown. Resolves to one sentence for each step. */
  readonly prologue: () => Promise<readonly string[]>;
  /** The inputs of the job, by their names; an empty text if one is not set. */
  readonly raw: (name: InputName) => string;
  /** Aborted to cancel the job; absent unless the scenario is a cancellation. */
  readonly cancel?: AbortSignal;
}

type Inputs = Readonly<Record<string, string>>;

/**
 * Starts a demo.
 * @param platform the name of a platform; empty for the usual one
 * @returns a problem if there is no such demo
 */
export async function startDemo(
  platform: string,
  scenario: string,
): Promise<Demo | { readonly problem: string }> {
  const chosen = chooseDemo(platform, scenario);
  if ('problem' in chosen) return chosen;
  const { demo: shown, own } = chosen;
  const folder = await sampleFolder(shown.samples);
  if (typeof folder === 'object') return folder;
  const sandbox = await startSandbox();
  const site = { url: sandbox.url, token: `sandbox-${chosen.simulated}`, folder };
  const inputs: Inputs = {
    platform: shown.platform,
    operation: 'deploy',
    url: sandbox.url,
    ...shown.inputs(site),
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
      return { ...demo, cancel: cancelledAtThird(sandbox, shown) };
    case 'killed':
      return {
        ...demo,
        prologue: () => killedAtFirstLook({ sandbox, folder }, shown, inputs),
        raw: (name) => (name === 'operation' ? 'resume' : demo.raw(name)),
      };
  }
}

/** Writes the samples into a new folder. @returns its path, or why that failed */
async function sampleFolder(
  samples: PlatformDemo['samples'],
): Promise<string | { readonly problem: string }> {
  try {
    const folder = await mkdtemp(join(tmpdir(), 'lowcode-deploy-demo-'));
    await writeSamples(folder, samples);
    return folder;
  } catch (error) {
    if (!isFileError(error)) throw error;
    return { problem: explainUnwritten(error) };
  }
}

/** The events that BigPanda received, one line for each. */
export function formatEvents(sandbox: Sandbox): readonly string[] {
  const { events } = sandbox.bigpanda;
  if (events.length === 0) return ['nothing: no deployment was started'];
  return events.map(({ kind, body }) => `${kind.padEnd(6)}${JSON.stringify(body)}`);
}

/** Aborts like Ctrl-C after the status of the deployment was read three times. */
function cancelledAtThird(sandbox: Sandbox, { readsStatus }: PlatformDemo): AbortSignal {
  const controller = new AbortController();
  const third = (): boolean => sandbox.exchanges.filter(readsStatus).length >= 3;
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
  { sandbox, folder }: Pick<Demo, 'sandbox' | 'folder'>,
  { readsStatus }: PlatformDemo,
  inputs: Inputs,
): Promise<readonly string[]> {
  const variables = Object.entries(inputs).map(([name, value]) => [environmentName(name), value]);
  const around = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('LOWCODE_DEPLOY_') && !systemSigns.includes(name),
  );
  const child = spawn(process.execPath, [resolve(process.argv[1] ?? ''), 'deploy'], {
    env: Object.fromEntries([...around, ...variables]) as NodeJS.ProcessEnv,
    cwd: folder,
    stdio: 'ignore',
  });
  const dead = new Promise((resolve) => child.once('close', resolve));
  await Promise.race([sandbox.until(readsStatus), dead]);
  child.kill('SIGKILL');
  await dead;
  return [
    'A first run deployed and was killed (SIGKILL) while it waited: it could not report anything.',
    'Its progress is in the state file. Now a second run resumes.',
  ];
}
