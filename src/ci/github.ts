import { join } from 'node:path';
import * as core from '@actions/core';
import type { InputName } from '../inputs/definition.ts';
import type { Log } from '../release/log.ts';
import { originOf } from '../release/trace.ts';
import type { Ci, RunFacts } from './ci.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface GitHubCi extends Ci {
  /** What the workflow gives for an input, or an empty text. */
  input(name: InputName): string;
  /** True when the runner starts the action again after the job. */
  readonly isPost: boolean;
  /** Makes the step red and says why. */
  fail(sentence: string): void;
}

/** GitHub Actions: workflow commands and the runner's files. */
export function createGitHubCi(env: Environment): GitHubCi {
  const isPost = core.getState('phase') === 'post';
  if (!isPost) core.saveState('phase', 'post');
  return {
    facts: githubFacts(env),
    folder: join(
      env['RUNNER_TEMP'] ?? '.',
      `lowcode-deploy-${env['GITHUB_ACTION'] ?? 'step'}-${process.pid}`,
    ),
    log: githubLog,
    mask: (text) => core.setSecret(text),
    output: (name, value) => core.setOutput(name, value),
    saveState: (text) => core.saveState('journal', text),
    savedState: () => core.getState('journal'),
    // A runner's temporary folder is emptied with every job.
    earlierStates: () => [],
    async summary(markdown) {
      if (env['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(markdown).write();
    },
    input: (name) => core.getInput(name),
    isPost,
    fail: (sentence) => core.setFailed(sentence),
  };
}

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

function githubFacts(env: Environment): RunFacts {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  const {
    GITHUB_RUN_ATTEMPT: attempt,
    GITHUB_JOB: job,
    GITHUB_SHA: commit,
    GITHUB_REF_TYPE: refType,
    GITHUB_REF_NAME: ref,
  } = env;
  const actor = env['GITHUB_TRIGGERING_ACTOR'] || env['GITHUB_ACTOR'];
  const runUrl = `${server}/${repository}/actions/runs/${run}${attempt ? `/attempts/${attempt}` : ''}`;
  return {
    ...(server && repository && run && { runUrl }),
    ...(run && { origin: originOf(run, Number(attempt) || 1, job ?? '', env['GITHUB_ACTION'] ?? '') }),
    ...(commit && { commit }),
    ...(refType === 'tag' && ref && { tag: ref }),
    ...(actor && { actor }),
  };
}
