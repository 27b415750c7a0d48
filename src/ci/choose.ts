import { azureFacts, createAzureCi } from './azure.ts';
import type { Ci, ProcessVariables } from './ci.ts';
import type { GitHubCommands } from './github.ts';
import { createGitLabCi, gitlabFacts } from './gitlab.ts';
import { jenkinsFacts } from './jenkins.ts';
import { type Output, openOutputFile } from './output-file.ts';
import { createTerminalCi, openScreen } from './terminal.ts';

/** Where the command runs. */
export type System = 'github' | 'gitlab' | 'azure' | 'jenkins' | 'terminal';

/** The variables by which a system is known: a process without them speaks to nobody. */
export const systemSigns: readonly string[] = ['GITHUB_ACTIONS', 'GITLAB_CI', 'TF_BUILD', 'JENKINS_URL'];

/** What each system sets for every step, and nobody at a desk does. */
export function systemOf(env: ProcessVariables): System {
  if (env['GITHUB_ACTIONS'] === 'true') return 'github';
  if (env['GITLAB_CI'] === 'true') return 'gitlab';
  if (env['TF_BUILD'] === 'True') return 'azure';
  // People set JENKINS_URL for its command line too; a build has a number.
  if (env['JENKINS_URL'] && env['BUILD_NUMBER']) return 'jenkins';
  return 'terminal';
}

export interface CiOptions {
  readonly env: ProcessVariables;
  /** Where the log goes. */
  readonly stream: NodeJS.WriteStream;
  /** True where a machine reads along: no commands to the CI system and no outputs but the file. */
  readonly plain: boolean;
  readonly debug: boolean;
  /** Where the outputs go; undefined for the system's usual place. */
  readonly outputs: string | undefined;
  readonly folder: string;
  /** The folder that holds the folders of earlier runs, where there is one. */
  readonly history?: string;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/** The only place that picks what the command speaks to. */
export async function chooseCi(system: System, around: CiOptions): Promise<Ci> {
  const { env, stream, plain, debug, folder, now } = around;
  const watched = stream.isTTY && system === 'terminal';
  const { write, progress } = openScreen(stream, watched);
  const terminal: Ci = createTerminalCi({
    write,
    progress,
    colour: (watched || (system === 'gitlab' && !plain)) && !env['NO_COLOR'],
    debug: debug || env['CI_DEBUG_TRACE'] === 'true',
    folder,
    history: around.history,
    output: outputsTo(system, around.outputs),
  });
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

/** GitHub's step, whose outputs go into the user's own file as well. */
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

/** Where the outputs go, if anywhere. */
function outputsTo(system: System, path: string | undefined): Output | undefined {
  const file = path ?? usualFile[system];
  if (file === undefined) return undefined;
  return openOutputFile(file, system === 'gitlab' ? 'dotenv' : 'properties');
}

const usualFile: Readonly<Partial<Record<System, string>>> = {
  gitlab: 'lowcode-deploy.env',
  jenkins: 'lowcode-deploy.properties',
};
