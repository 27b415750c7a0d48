import { appendFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '@actions/core';
import { runStepOf } from '../release/run-marker.ts';
import type { Log } from '../shared/log.ts';
import type { Ci, ProcessVariables, RunFacts } from './ci.ts';

/** GitHub Actions as an action of this project uses it. */
export interface GitHubCi extends Ci {
  /** The value of an input; empty if the workflow does not set it. */
  input(name: string): string;
  /** Fails the step with this message. */
  fail(sentence: string): void;
}

/** The part of GitHub Actions that works in every step, in an action and in a `run:` step. */
export type GitHubCommands = Pick<Ci, 'facts' | 'log' | 'mask' | 'output' | 'checkOutputs' | 'summary'>;

/** Creates the commands for a step on GitHub Actions. */
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

/** Appends to a file of the runner. Creates it again if it was removed: the runner reads it after the step. */
function append(file: string | undefined, text: string): void {
  if (file) appendFileSync(file, text);
}

/**
 * Checks that a file of the runner can be written. Removes the test line again, because some runners reject an empty
 * line.
 */
function tryOut(file: string | undefined): void {
  if (!file) return;
  append(file, '');
  const before = statSync(file);
  append(file, '\n');
  if (before.isFile()) truncateSync(file, before.size);
}

/** Creates the CI system for GitHub Actions, with workflow commands and the runner's files. */
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
        // Remove the old state: with it, the post phase would finish a release that is already finished. This needs
        // no disk space.
        if (env['GITHUB_STATE']) truncateSync(env['GITHUB_STATE']);
        throw error;
      }
    },
    savedState: () => core.getState('journal'),
    // The runner empties its temporary folder for every job.
    earlierStates: () => [],
    input: (name) => core.getInput(name),
    fail: (sentence) => core.setFailed(sentence),
  };
}

/** The functions for small actions that do not deploy. */
export const githubStep = {
  input: (name: string): string => core.getInput(name),
  output: (name: string, value: string): void => core.setOutput(name, value),
  info: (text: string): void => core.info(text),
  /** Fails the step and shows the text at a line of a file in the repository. */
  complain: (text: string, place: core.AnnotationProperties = {}): void => {
    core.error(text, place);
    process.exitCode = 1;
  },
  fail: (sentence: string): void => core.setFailed(sentence),
} as const;

const githubLog: Log = {
  info: (text) => core.info(text),
  // Without this check, the runner stores every line although nobody enabled debug logging.
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

/**
 * The repository of the run; undefined if a variable is missing or invalid. On a GitHub Enterprise Server,
 * `GITHUB_API_URL` is the address of that server.
 */
function repositoryOf(env: ProcessVariables): RunFacts['github'] {
  const [, owner, repository] = /^([\w.-]+)\/([\w.-]+)$/.exec(env['GITHUB_REPOSITORY'] ?? '') ?? [];
  const api = env['GITHUB_API_URL'] ?? '';
  if (!owner || !repository || !URL.canParse(api)) return undefined;
  return { api: new URL(api), owner, repository };
}
