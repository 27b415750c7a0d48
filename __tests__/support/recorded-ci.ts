import type { Ci, ProcessVariables } from '../../src/ci/ci.ts';
import { createGitHubCommands } from '../../src/ci/github.ts';
import type { Log } from '../../src/shared/log.ts';

/** The texts that a step passed to the CI system. */
export interface Recorded {
  readonly lines: string[];
  readonly outputs: { [name: string]: string };
  readonly state: { [name: string]: string };
  summary: string;
}

/**
 * Creates a CI system that records what GitHub Actions would print, in the form that a runner reads.
 * @param saved the state that an earlier phase saved
 */
export function recordedCi(
  env: ProcessVariables,
  folder: string,
  saved: string,
): { readonly ci: Ci; readonly recorded: Readonly<Recorded> } {
  const recorded: Recorded = { lines: [], outputs: {}, state: {}, summary: '' };
  const { lines, outputs, state } = recorded;
  const ci: Ci = {
    facts: createGitHubCommands(env).facts,
    folder,
    log: recordedLog(lines, env['RUNNER_DEBUG'] === '1'),
    mask: (text) => void lines.push(command('add-mask', text)),
    output(name, value) {
      outputs[name] = value;
    },
    checkOutputs() {},
    saveState(text) {
      state['journal'] = text;
    },
    savedState: () => saved,
    earlierStates: () => [],
    async summary(markdown) {
      recorded.summary += markdown;
    },
  };
  return { ci, recorded };
}

function recordedLog(lines: string[], debug: boolean): Log {
  const issue = (name: string) => (text: string) => void lines.push(command(name, text));
  return {
    info: (text) => void lines.push(text),
    debug: (text) => void (debug && lines.push(command('debug', text))),
    notice: issue('notice'),
    warning: issue('warning'),
    error: issue('error'),
    group(title, inside) {
      lines.push(command('group', title), ...inside, command('endgroup', ''));
    },
  };
}

/** Formats a command: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
function command(name: string, text: string): string {
  return `::${name}::${text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}`;
}
