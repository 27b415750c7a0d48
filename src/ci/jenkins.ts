import { runStepOf } from '../release/run-marker.ts';
import type { ProcessVariables, RunFacts } from './ci.ts';

/**
 * What Jenkins tells; it has no commands in its log. `BUILD_USER_ID` is there with the Build User Vars plug-in; of
 * a pull request, `CHANGE_AUTHOR` is known too. A build that is repeated is a new build.
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
