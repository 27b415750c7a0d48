import { azureFacts, createAzureCi } from './azure.ts';
import type { Ci, ProcessVariables, System } from './ci.ts';
import type { GitHubCommands } from './github.ts';
import { createGitLabCi, gitlabFacts } from './gitlab.ts';
import { jenkinsFacts } from './jenkins.ts';
import { type Output, openOutputFile } from './output-file.ts';
import { liveScreen, plainScreen, type Ticker } from './screen.ts';
import { createTerminalCi } from './terminal.ts';

/** The variables that identify a CI system. Without them, no commands are sent to a CI system. */
export const systemSigns: readonly string[] = ['GITHUB_ACTIONS', 'GITLAB_CI', 'TF_BUILD', 'JENKINS_URL'];

/** Detects the CI system by variables that it sets for every step and that a developer's shell does not have. */
export function systemOf(env: ProcessVariables): System {
  if (env['GITHUB_ACTIONS'] === 'true') return 'github';
  if (env['GITLAB_CI'] === 'true') return 'gitlab';
  if (env['TF_BUILD'] === 'True') return 'azure';
  // Users also set JENKINS_URL for the Jenkins command line. Only a build has a number.
  if (env['JENKINS_URL'] && env['BUILD_NUMBER']) return 'jenkins';
  return 'terminal';
}

/** The settings for `chooseCi`. */
interface CiOptions {
  readonly env: ProcessVariables;
  /** Receives the log. */
  readonly stream: NodeJS.WriteStream;
  /**
   * True if a program reads the log: it then contains no commands to the CI system, and outputs go to the file only.
   */
  readonly plain: boolean;
  /** Whether the log shows debug lines. */
  readonly debug: boolean;
  /** Path of the file for the outputs; undefined for the default file of the system, if it has one. */
  readonly outputs: string | undefined;
  /** The folder for the files of this run. */
  readonly folder: string;
  /** The folder that contains the folders of earlier runs; undefined if there is none. */
  readonly history?: string;
  /** Returns milliseconds since the epoch. */
  readonly now: () => number;
}

/** Creates the implementation for a CI system. No other code selects one. */
export async function chooseCi(system: System, around: CiOptions): Promise<Ci> {
  const { env, stream, plain, debug, folder, now } = around;
  const watched = stream.isTTY && system === 'terminal';
  const { write, progress, close } = isLive(watched, env)
    ? liveScreen({ stream, everySecond, now })
    : plainScreen(stream);
  const plainTerminal = createTerminalCi({
    write,
    progress,
    colour: (watched || (system === 'gitlab' && !plain)) && !env['NO_COLOR'],
    debug: debug || env['CI_DEBUG_TRACE'] === 'true',
    folder,
    history: around.history,
    output: outputsTo(system, around.outputs),
  });
  const terminal: Ci = { ...plainTerminal, close };
  switch (system) {
    case 'github': {
      const { createGitHubCommands } = await import('./github.ts');
      const voice = createGitHubCommands(env);
      return plain ? { ...terminal, facts: voice.facts } : withFile(terminal, voice);
    }
    case 'gitlab':
      return plain ? { ...terminal, facts: gitlabFacts(env) } : createGitLabCi(terminal, env, { write, now });
    case 'azure':
      return plain ? { ...terminal, facts: azureFacts(env) } : createAzureCi(terminal, env, write);
    case 'jenkins':
      return { ...terminal, facts: jenkinsFacts(env) };
    case 'terminal':
      return terminal;
  }
}

/** Whether a line may be replaced: somebody watches, and the terminal can. `CI` is set where nobody does. */
export function isLive(watched: boolean, { CI: ci, TERM: term }: ProcessVariables): boolean {
  return watched && (ci === undefined || ci === '' || ci === 'false') && term !== 'dumb';
}

const everySecond: Ticker = (tick) => {
  const timer = setInterval(tick, 1_000).unref();
  return () => clearInterval(timer);
};

/** Combines the terminal with GitHub's commands. Outputs go to GitHub and to the user's own file. */
function withFile(terminal: Ci, voice: GitHubCommands): Ci {
  return {
    ...terminal,
    ...voice,
    output(name, value) {
      terminal.output(name, value);
      voice.output(name, value);
    },
    checkOutputs() {
      terminal.checkOutputs();
      voice.checkOutputs();
    },
  };
}

/** Opens the file for the outputs; undefined if the system needs none and the user names none. */
function outputsTo(system: System, path: string | undefined): Output | undefined {
  const file = path ?? usualFile[system];
  if (file === undefined) return undefined;
  return openOutputFile(file, system === 'gitlab' ? 'dotenv' : 'properties');
}

const usualFile: Readonly<Partial<Record<System, string>>> = {
  gitlab: 'lowcode-deploy.env',
  jenkins: 'lowcode-deploy.properties',
};
