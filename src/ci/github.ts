import { join } from 'node:path';
import type { InputName } from '../inputs/definition.ts';
import type { Log } from '../release/log.ts';
import { originOf } from '../release/trace.ts';
import type { Ci, Environment, RunFacts } from './ci.ts';
import * as runner from './runner.ts';

export interface GitHubCi extends Ci {
  /** What the workflow gives for an input, or an empty text. */
  input(name: InputName): string;
  /** True when the runner starts the action again after the job. */
  readonly isPost: boolean;
  /** Makes the step red and says why. */
  fail(sentence: string): void;
}

/** What a runner offers to every step, be it an action or a command in a `run:` step. */
export function createGitHubVoice(
  env: Environment,
): Pick<Ci, 'facts' | 'log' | 'mask' | 'output' | 'summary'> {
  return {
    facts: githubFacts(env),
    log: githubLog,
    mask: (text) => runner.setSecret(text),
    output: (name, value) => runner.setOutput(name, value),
    summary: runner.addToSummary,
  };
}

/** GitHub Actions: workflow commands and the runner's files. */
export function createGitHubCi(env: Environment): GitHubCi {
  const isPost = runner.getState('phase') === 'post';
  if (!isPost) runner.saveState('phase', 'post');
  return {
    ...createGitHubVoice(env),
    folder: join(
      env['RUNNER_TEMP'] ?? '.',
      `lowcode-deploy-${env['GITHUB_ACTION'] ?? 'step'}-${process.pid}`,
    ),
    saveState: (text) => runner.saveState('journal', text),
    savedState: () => runner.getState('journal'),
    // A runner's temporary folder is emptied with every job.
    earlierStates: () => [],
    input: (name) => runner.getInput(name),
    isPost,
    fail: (sentence) => runner.setFailed(sentence),
  };
}

/** What a small action needs that deploys nothing. */
export const githubStep = {
  input: (name: string): string => runner.getInput(name),
  output: (name: string, value: string): void => runner.setOutput(name, value),
  info: (text: string): void => runner.info(text),
  /** Red, and shown beside the line of a file of the repository. */
  complain: (text: string, place: runner.Place = {}): void => {
    runner.error(text, place);
    process.exitCode = 1;
  },
  fail: (sentence: string): void => runner.setFailed(sentence),
} as const;

const githubLog: Log = {
  info: (text) => runner.info(text),
  // The runner would keep every line for a reader who did not ask for them.
  debug: (text) => runner.isDebug() && runner.debug(text),
  notice: (text) => runner.notice(text),
  warning: (text) => runner.warning(text),
  error: (text) => runner.error(text),
  group(title, lines) {
    runner.startGroup(title);
    for (const line of lines) runner.info(line);
    runner.endGroup();
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
  const github = repositoryOf(env);
  const runUrl = `${server}/${repository}/actions/runs/${run}${attempt ? `/attempts/${attempt}` : ''}`;
  return {
    ...(server && repository && run && { runUrl }),
    ...(run && { origin: originOf(run, Number(attempt) || 1, job ?? '', env['GITHUB_ACTION'] ?? '') }),
    ...(commit && { commit }),
    ...(refType === 'tag' && ref && { tag: ref }),
    ...(actor && { actor }),
    ...(github && { github }),
  };
}

/** `GITHUB_API_URL` is that of a GitHub Enterprise Server where the job runs on one. */
function repositoryOf(env: Environment): RunFacts['github'] {
  const [, owner, repository] = /^([\w.-]+)\/([\w.-]+)$/.exec(env['GITHUB_REPOSITORY'] ?? '') ?? [];
  const api = env['GITHUB_API_URL'] ?? '';
  if (!owner || !repository || !URL.canParse(api)) return undefined;
  return { api: new URL(api), owner, repository };
}
