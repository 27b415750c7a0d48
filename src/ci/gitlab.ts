import { runStepOf } from '../release/run-marker.ts';
import type { Ci, ProcessVariables, RunFacts } from './ci.ts';

/** Clears a line in GitLab's log viewer. GitLab recognises a section marker only after this sequence. */
const CLEAR = '\u001b[0K';

/** The log and the clock for `createGitLabCi`. */
interface GitLabOptions {
  /** Writes one line. */
  readonly write: (line: string) => void;
  /** Returns milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Creates the CI system for GitLab: a terminal with collapsible groups of lines. The terminal writes the outputs to a
 * dotenv file.
 */
export function createGitLabCi(terminal: Ci, env: ProcessVariables, { write, now }: GitLabOptions): Ci {
  let sections = 0;
  const marker = (word: 'start' | 'end', name: string): string =>
    `${CLEAR}section_${word}:${Math.floor(now() / 1000)}:${name}`;
  return {
    ...terminal,
    facts: gitlabFacts(env),
    log: {
      ...terminal.log,
      group(title, lines) {
        sections += 1;
        const name = `lowcode_deploy_${sections}`;
        write(`${marker('start', name)}[collapsed=true]\r${CLEAR}${title}`);
        for (const line of lines) terminal.log.info(`  ${line}`);
        write(`${marker('end', name)}\r${CLEAR}`);
      },
    },
  };
}

/**
 * Reads the facts about the run from the variables of GitLab CI. GitLab does not number attempts, but a retried job
 * has a new, larger id and its own page.
 */
export function gitlabFacts(env: ProcessVariables): RunFacts {
  const {
    CI_JOB_URL: jobUrl,
    CI_PIPELINE_URL: pipelineUrl,
    CI_PIPELINE_ID: pipeline,
    CI_JOB_ID: job,
    CI_JOB_NAME: name,
    CI_COMMIT_SHA: commit,
    CI_COMMIT_TAG: tag,
    GITLAB_USER_LOGIN: actor,
  } = env;
  const runUrl = jobUrl || pipelineUrl;
  return {
    ...(runUrl && { runUrl }),
    ...(pipeline && job && { origin: runStepOf(pipeline, Number(job), name ?? '', '') }),
    ...(commit && { commit }),
    ...(tag && { tag }),
    ...(actor && { actor }),
  };
}
