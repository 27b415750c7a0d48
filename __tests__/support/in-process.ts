import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import './node-errors.ts';
import { inputTable } from '../../src/definition.ts';
import { createTransport } from '../../src/http/transport.ts';
import { environmentName, unknownVariables } from '../../src/inputs/names.ts';
import type { RunContext } from '../../src/job/context.ts';
import { runJob } from '../../src/job/run-job.ts';
import { runPost } from '../../src/job/run-post.ts';
import { platforms } from '../../src/registry.ts';
import { NOTHING_STARTED } from '../../src/release/nothing-started.ts';
import { Interrupted } from '../../src/release/outcome.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { readIfNamed, runAction, type Step, type StepOptions, stepVariables } from './action.ts';
import { leapingTime } from './leaping-time.ts';
import { type Recorded, recordedCi } from './recorded-ci.ts';

// A job imports modules when it needs them. They are loaded before its time starts, because time must not leap while one
// loads. A platform is loaded with the first step that deploys to it.
const source = fileURLToPath(new URL('../../src/', import.meta.url));
for (const folder of ['http', 'job', 'report', 'trackers']) await load(folder);

/** Loads every module of a folder of the sources. */
export async function load(folder: string): Promise<void> {
  for (const file of readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.ts')) await import(join(source, folder, file));
}

/** A running step that can be sent a signal. */
export type Running = Pick<ChildProcess, 'kill'>;

/** The options of a step that do not need a separate process. */
export interface InProcessOptions extends Pick<StepOptions, 'env' | 'state' | 'temp'> {
  readonly during?: (step: Running) => Promise<void> | void;
  /** Receives the clock of the step before it begins, so that a sandbox can have the same time. */
  readonly shareClock?: (clock: Clock) => void;
}

/** Runs a phase of the action, in this process or in a separate one. */
export type Run = (inputs: Readonly<Record<string, string>>, options?: InProcessOptions) => Promise<Step>;

/** Runs a phase like a runner, in a separate process whose clock leaps. */
export const asAProcess: Run = (inputs, options) => runAction(inputs, { ...options, leap: true });

/** Number of steps so far: gives each step its own folder. */
let steps = 0;

/**
 * Runs a phase of the action in this process and returns the same result as {@link runAction}: the whole job from the
 * sources, with a recording CI system and with time that leaps. This needs about a tenth of the CPU time of a process.
 * Use `runAction` for the parts that only a process has: `dist`, the runner's files, the environment, a second signal,
 * exit codes of a crash, and the locks of a killed process.
 */
export async function runInProcess(
  inputs: Readonly<Record<string, string>>,
  { env: more = {}, state, temp: given, during, shareClock }: InProcessOptions = {},
): Promise<Step> {
  if (platforms.some(({ name }) => name === inputs['platform']))
    await load(`platforms/${inputs['platform']}`);
  const temp = given ?? mkdtempSync(join(tmpdir(), 'step-'));
  const env: Readonly<Record<string, string>> = { ...stepVariables(inputs, temp), ...more };
  const folder = join(temp, `lowcode-deploy-deploy-${process.pid}${++steps}`);
  const { ci, recorded } = recordedCi(env, folder, state?.['journal'] ?? '');
  const time = leapingTime();
  const began = time.clock.now();
  shareClock?.(time.clock);
  const transport = time.watch(createTransport('lowcode-deploy/test', env, time.timer));
  const own = (name: string): string => (inputs[name] ?? '').trim();
  const signals = openSignals();
  const context: RunContext = {
    ci,
    exitGuard: { redactWith() {} },
    given: own,
    raw: (name) => own(name) || (env[environmentName(name)] ?? ''),
    variable: (name) => env[name],
    lost: [],
    unknownVariables: unknownVariables(
      inputTable.map(([name]) => name),
      env,
    ),
    clock: time.clock,
    transport,
    cancel: signals.cancel,
  };
  const phase = state ? playPost(context) : playMain(context);
  const ended = Promise.race([phase, signals.killed]).then((end) => {
    time.stop();
    transport.close();
    const seconds = (time.clock.now() - began) / 1000;
    return { ...stepOf(end, structuredClone(recorded)), seconds };
  });
  await during?.(signals);
  const step = await ended;
  if (given === undefined) rmSync(temp, { recursive: true, force: true });
  return step;
}

/** How a phase ended: green, red, or killed. */
type End = Pick<Step, 'code' | 'signal'>;

async function playMain(context: RunContext): Promise<End> {
  context.ci.saveState(NOTHING_STARTED);
  const { red } = await runJob(context);
  return { code: red ? 1 : 0, signal: null };
}

/** The post phase never makes a step red. */
async function playPost(context: RunContext): Promise<End> {
  await runPost(context);
  return { code: 0, signal: null };
}

interface Signals extends Running {
  readonly cancel: AbortSignal;
  readonly killed: Promise<End>;
}

/** Replaces the signals of a process: SIGKILL ends the step, each other one cancels it. */
function openSignals(): Signals {
  const controller = new AbortController();
  let die: (end: End) => void;
  const killed = new Promise<End>((resolve) => {
    die = resolve;
  });
  return {
    cancel: controller.signal,
    killed,
    kill(signal) {
      if (signal === 'SIGKILL') die({ code: null, signal });
      else controller.abort(new Interrupted('cancel', `The run was cancelled (${signal}).`));
      return true;
    },
  };
}

function stepOf(end: End, { lines, outputs, state, summary }: Recorded): Step {
  return {
    ...end,
    stdout: lines.map((line) => `${line}\n`).join(''),
    stderr: '',
    outputs,
    state,
    summary,
    result: readIfNamed(outputs['result-file']),
    log: readIfNamed(outputs['log-file']),
  };
}
