import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inputTable } from '../../src/definition.ts';

/** The committed bundles that a runner starts. */
export const entries = {
  main: fileURLToPath(new URL('../../dist/action/index.js', import.meta.url)),
  post: fileURLToPath(new URL('../../dist/post/index.js', import.meta.url)),
};
const LEAPING_CLOCK = fileURLToPath(new URL('leaping-clock.cjs', import.meta.url));

/** Environment variables that GitHub sets for every step of a run. */
export const githubRun = {
  GITHUB_ACTIONS: 'true',
  GITHUB_ACTOR: 'octocat',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/portal',
  GITHUB_RUN_ID: '4711',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_SHA: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
};

/** Options of a step under test. */
export interface StepOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** True when the step's clock jumps over the time in which the step only waits. */
  readonly leap?: boolean;
  /** JavaScript that runs in the step's process before the action. */
  readonly preload?: string;
  /** Default: `post` if a state is given, else `main`. */
  readonly phase?: keyof typeof entries;
  /** The saved state of the main phase, for the post phase. */
  readonly state?: Readonly<Record<string, string>>;
  /** Called with the running process, to send it signals. */
  readonly during?: (child: ChildProcess) => Promise<void> | void;
  /** File of the phase; default: the one in `dist`. */
  readonly entry?: string;
  /** Working directory; default: that of the test. */
  readonly cwd?: string;
  /** The runner's files that cannot be written. */
  readonly unwritable?: readonly RunnerFile[];
  /** Matches the variables of inputs that the step does not receive. */
  readonly lost?: RegExp;
  /** Temporary folder to use and keep; the caller removes it. Default: a new one that is removed. */
  readonly temp?: string;
}

/** The files that a runner reads after a step. */
export type RunnerFile = 'output' | 'state' | 'summary';

/** Returns the path of a runner's file for a step with this temporary folder. */
export function runnerFile(temp: string, name: RunnerFile): string {
  return join(temp, `${name}.txt`);
}

/** Replaces a file with a folder, so that nobody can write it. Permission modes do not stop root. */
export function makeUnwritable(path: string): void {
  for (;;) {
    rmSync(path, { recursive: true, force: true });
    try {
      mkdirSync(path, { recursive: true });
      return;
    } catch (error) {
      // The process under test has just written it again.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** The results of a step that are visible to a runner. */
export interface Step {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Content of the file that the output `result-file` names; empty without that output. */
  readonly result: string;
  /** Content of the file that the output `log-file` names; empty without that output. */
  readonly log: string;
  /** Duration by the step's own clock; absent if the step had a process of its own. */
  readonly seconds?: number;
}

/** Returns the environment variables in which a runner describes the step and the run. */
export function stepVariables(
  inputs: Readonly<Record<string, string>>,
  temp: string,
): Readonly<Record<string, string>> {
  return {
    ...githubRun,
    GITHUB_ACTION: 'deploy',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REF_NAME: 'main',
    RUNNER_TEMP: temp,
    // The sandbox also simulates a GitHub Enterprise Server.
    ...(inputs['github-deployment'] && { GITHUB_API_URL: `${inputs['url']}/api/v3` }),
  };
}

/** Runs a phase of the action like a runner: it sets INPUT_ variables and reads the runner's files and stdout. */
export async function runAction(
  inputs: Readonly<Record<string, string>>,
  options: StepOptions = {},
): Promise<Step> {
  const temp = options.temp ?? mkdtempSync(join(tmpdir(), 'step-'));
  const file = (name: RunnerFile): string => {
    const path = runnerFile(temp, name);
    if (options.unwritable?.includes(name)) makeUnwritable(path);
    else writeFileSync(path, '');
    return path;
  };
  const files = { output: file('output'), state: file('state'), summary: file('summary') };
  const preload = [
    ...(options.leap ? ['--require', LEAPING_CLOCK] : []),
    ...(options.preload ? ['--import', `data:text/javascript,${encodeURIComponent(options.preload)}`] : []),
  ];
  const phase = options.phase ?? (options.state ? 'post' : 'main');
  const child = spawn(process.execPath, [...preload, options.entry ?? entries[phase]], {
    ...(options.cwd && { cwd: options.cwd }),
    env: {
      PATH: process.env['PATH'],
      GITHUB_OUTPUT: files.output,
      GITHUB_STATE: files.state,
      GITHUB_STEP_SUMMARY: files.summary,
      ...stepVariables(inputs, temp),
      ...inputVariables(inputs, options.lost),
      ...Object.fromEntries(
        Object.entries(options.state ?? {}).map(([name, value]) => [`STATE_${name}`, value]),
      ),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  const ended = new Promise<Pick<Step, 'code' | 'signal'>>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  await options.during?.(child);
  const end = await ended;
  const outputs = readRunnerFile(files.output);
  const step = {
    ...end,
    ...texts,
    outputs,
    state: readRunnerFile(files.state),
    summary: readIfThere(files.summary),
    result: readIfNamed(outputs['result-file']),
    log: readIfNamed(outputs['log-file']),
  };
  if (options.temp === undefined) rmSync(temp, { recursive: true, force: true });
  return step;
}

/** Returns true when the state of a step shows that the post phase has nothing left to do. */
export function isComplete({ state }: Pick<Step, 'state'>): boolean {
  const journal = JSON.parse(state['journal'] ?? '{"closed":true}') as { closed: boolean; draft?: unknown };
  return journal.closed && journal.draft === undefined;
}

/** Reads the `name<<delimiter` format of the runner's files; the last value of a name wins. */
function readRunnerFile(path: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = readIfThere(path).split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const [, name, delimiter] = /^(.+?)<<(.+)$/.exec(lines[at] ?? '') ?? [];
    if (name === undefined || delimiter === undefined) continue;
    const end = lines.indexOf(delimiter, at + 1);
    values[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return values;
}

/** Reads the file that an output names. A host fault may have removed it since. */
export function readIfNamed(path: string | undefined): string {
  return path ? readIfThere(path) : '';
}

/** Returns an empty string when the path is missing or not a file, as the runner ignores it then. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}

/** Returns the variables of all inputs, as a runner sets them: inputs that are not given are empty. */
function inputVariables(
  inputs: Readonly<Record<string, string>>,
  lost: RegExp = /^$/,
): Readonly<Record<string, string>> {
  const all = { ...Object.fromEntries(inputTable.map(([name]) => [name, ''])), ...inputs };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => {
      const variable = `INPUT_${name.toUpperCase()}`;
      return lost.test(variable) ? [] : [[variable, value] as const];
    }),
  );
}
