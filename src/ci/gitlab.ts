import { runStepOf } from '../release/run-marker.ts';
import type { Ci, ProcessVariables, RunFacts } from './ci.ts';

/** Clears a line of the log that GitLab shows; only behind it is a section marker one. */
const CLEAR = '\u001b[0K';

export interface GitLabOptions {
  /** Writes one line. */
  readonly write: (line: string) => void;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/** GitLab CI: a terminal whose groups of lines fold. Outputs go into a dotenv file, which the terminal writes. */
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

/** GitLab counts no attempts, but a job that is retried gets a new and larger id, and a page of its own. */
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
