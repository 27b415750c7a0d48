import type { ApiClient } from '../../http/client.ts';
import type { FailureFacts } from '../../http/failure.ts';
import { jsonText } from '../../http/multipart.ts';
import { TRACKER_PATIENCE_MS } from '../../release/budgets.ts';
import { hasChanged } from '../../release/outcome.ts';
import type { Deployment } from '../../release/platform.ts';
import type { Conclusion, Tracker } from '../../release/tracker.ts';
import { postEvent } from '../event-post.ts';
import { deploymentText } from './deployment.ts';
import { examineDatadog } from './doctor.ts';

/** The settings of the tracker. */
export interface DatadogOptions {
  /** The page of the repository; undefined if it is unknown. */
  readonly repositoryUrl: string | undefined;
  /** Removes secrets from a text of the server. */
  readonly redact: (text: string) => string;
}

/**
 * Creates the tracker for Datadog's DORA deployments. Datadog takes one event after the end, which has no status: it
 * counts as a deployment that changed the environment. So only a proven success is recorded. Datadog recognises a
 * repeated event by its id, so failed posts are retried.
 */
export function createDatadog(server: ApiClient, { repositoryUrl, redact }: DatadogOptions): Tracker {
  return {
    name: 'datadog',
    title: 'Datadog',
    recordsEnd: (conclusion) => deployedBy(conclusion) !== undefined,

    async end(announcement, conclusion, _record, signal) {
      const deployment = deployedBy(conclusion);
      if (deployment === undefined) return;
      await postEvent(
        { server, redact, advise },
        {
          path: 'api/v2/dora/deployment',
          retry: 'report',
          patienceMs: TRACKER_PATIENCE_MS.end,
          body: jsonText(deploymentText(announcement, conclusion, deployment, repositoryUrl)),
          signal,
        },
      );
    },

    examine: (_place, { signal }) => examineDatadog(server, advise, signal),
  };
}

/** The deployment that changed the environment; undefined if that is not proven. */
function deployedBy({ outcome, deployment }: Conclusion): Deployment | undefined {
  return hasChanged(outcome.status) ? deployment : undefined;
}

function advise({ status = 0 }: Pick<FailureFacts, 'status'>): string {
  if (status === 401 || status === 403)
    return 'Check `datadog-api-key`, and that `datadog-site` names the site of your organization.';
  if (status === 400 || status === 422) return 'Check `component`, `version` and `environment`.';
  if (status === 404) return 'Check `datadog-site`.';
  return 'Check that the runner can reach Datadog.';
}
