import { runStepOf } from '../release/run-marker.ts';
import type { ProcessVariables, RunFacts } from './ci.ts';

/**
 * Reads the facts about the run from the variables of Jenkins, which reads no commands from the log. `BUILD_USER_ID`
 * requires the Build User Vars plug-in; pull requests have `CHANGE_AUTHOR`. A repeated build is a new build with its
 * own number.
 */
export function jenkinsFacts(env: ProcessVariables): RunFacts {
  const {
    BUILD_URL: runUrl,
    JOB_NAME: job,
    BUILD_NUMBER: number,
    STAGE_NAME: stage,
    GIT_COMMIT: commit,
    TAG_NAME: tag,
  } = env;
  const actor = env['BUILD_USER_ID'] || env['CHANGE_AUTHOR'];
  return {
    ...(runUrl && { runUrl }),
    ...(job && number && { origin: runStepOf(`${job}-${number}`, 1, stage ?? '', '') }),
    ...(commit && { commit }),
    ...(tag && { tag }),
    ...(actor && { actor }),
  };
}
