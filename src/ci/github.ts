import { appendFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '@actions/core';
import { runStepOf } from '../release/run-marker.ts';
import type { Log } from '../shared/log.ts';
import type { Ci, ProcessVariables, RunFacts } from './ci.ts';

export interface GitHubCi extends Ci {
  /** What the workflow gives for an input, or an empty text. */
  input(name: string): string;
  /** Makes the step red and says why. */
  fail(sentence: string): void;
}

/** What a runner offers to every step, be it an action or a command in a `run:` step. */
export type GitHubCommands = Pick<Ci, 'facts' | 'log' | 'mask' | 'output' | 'checkOutputs' | 'summary'>;

export function createGitHubCommands(env: ProcessVariables): GitHubCommands {
  return {
    facts: githubFacts(env),
    log: githubLog,
    mask: (text) => core.setSecret(text),
    output(name, value) {
      append(env['GITHUB_OUTPUT'], '');
      core.setOutput(name, value);
    },
    checkOutputs: () => tryOut(env['GITHUB_OUTPUT']),
    async summary(markdown) {
      append(env['GITHUB_STEP_SUMMARY'], '');
      if (env['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(markdown).write();
    },
  };
}

/** Appends to a file of the runner. One that was removed is made anew: the runner reads it after the step. */
function append(file: string | undefined, text: string): void {
  if (file) appendFileSync(file, text);
}

/** Writes to a file of the runner and takes that back: some runners refuse an empty line. */
function tryOut(file: string | undefined): void {
  if (!file) return;
  append(file, '');
  const before = statSync(file);
  append(file, '\n');
  if (before.isFile()) truncateSync(file, before.size);
}

/** GitHub Actions: workflow commands and the runner's files. */
export function createGitHubCi(env: ProcessVariables): GitHubCi {
  return {
    ...createGitHubCommands(env),
    folder: join(
      env['RUNNER_TEMP'] ?? '.',
      `lowcode-deploy-${env['GITHUB_ACTION'] ?? 'step'}-${process.pid}`,
    ),
    saveState(text) {
      try {
        append(env['GITHUB_STATE'], '');
        core.saveState('journal', text);
      } catch (error) {
        // An old state is worse than none: the post phase would end again what has ended. Emptying needs no room.
        if (env['GITHUB_STATE']) truncateSync(env['GITHUB_STATE']);
        throw error;
      }
    },
    savedState: () => core.getState('journal'),
    // A runner's temporary folder is emptied with every job.
    earlierStates: () => [],
    input: (name) => core.getInput(name),
    fail: (sentence) => core.setFailed(sentence),
  };
}

/** What a small action needs that deploys nothing. */
export const githubStep = {
  input: (name: string): string => core.getInput(name),
  output: (name: string, value: string): void => core.setOutput(name, value),
  info: (text: string): void => core.info(text),
  /** Red, and shown beside the line of a file of the repository. */
  complain: (text: string, place: core.AnnotationProperties = {}): void => {
    core.error(text, place);
    process.exitCode = 1;
  },
  fail: (sentence: string): void => core.setFailed(sentence),
} as const;

const githubLog: Log = {
  info: (text) => core.info(text),
  // The runner would keep every line for a reader who did not ask for them.
  debug: (text) => core.isDebug() && core.debug(text),
  notice: (text) => core.notice(text),
  warning: (text) => core.warning(text),
  error: (text) => core.error(text),
  group(title, lines) {
    core.startGroup(title);
    for (const line of lines) core.info(line);
    core.endGroup();
  },
};

function githubFacts(env: ProcessVariables): RunFacts {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  const {
    GITHUB_RUN_ATTEMPT: attempt,
    GITHUB_JOB: job,
    GITHUB_SHA: commit,
    GITHUB_REF_TYPE: refType,
    GITHUB_REF_NAME: ref,
  } = env;
  const actor = env['GITHUB_TRIGGERING_ACTOR'] || env['GITHUB_ACTOR'];
  const github = repositoryOf(env);
  const runUrl = `${server}/${repository}/actions/runs/${run}${attempt ? `/attempts/${attempt}` : ''}`;
  return {
    ...(server && repository && run && { runUrl }),
    ...(run && { origin: runStepOf(run, Number(attempt) || 1, job ?? '', env['GITHUB_ACTION'] ?? '') }),
    ...(commit && { commit }),
    ...(refType === 'tag' && ref && { tag: ref }),
    ...(actor && { actor }),
    ...(github && { github }),
  };
}

/** `GITHUB_API_URL` is that of a GitHub Enterprise Server where the job runs on one. */
function repositoryOf(env: ProcessVariables): RunFacts['github'] {
  const [, owner, repository] = /^([\w.-]+)\/([\w.-]+)$/.exec(env['GITHUB_REPOSITORY'] ?? '') ?? [];
  const api = env['GITHUB_API_URL'] ?? '';
  if (!owner || !repository || !URL.canParse(api)) return undefined;
  return { api: new URL(api), owner, repository };
}
