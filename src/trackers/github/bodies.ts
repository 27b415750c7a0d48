import type { Announcement } from '../../release/announcement.ts';
import type { Status } from '../../release/outcome.ts';
import { formatMarker } from '../../release/run-marker.ts';
import type { Conclusion } from '../../release/tracker.ts';

/** GitHub refuses longer ones. */
const LONGEST_DESCRIPTION = 140;

type State = 'in_progress' | 'success' | 'failure' | 'error';

export interface NewStatus {
  readonly state: State;
  readonly description: string;
  readonly log_url?: string;
  readonly environment_url?: string;
}

/** What GitHub calls the kind of a deployment. */
export const TASK = 'deploy';

/** The body of `POST deployments`. Nothing is merged, and no check is waited for: this run is one of them. */
export function deploymentOf({ environment, description, component, version, plan }: Announcement): object {
  return {
    ref: plan.commit,
    task: TASK,
    auto_merge: false,
    required_contexts: [],
    environment,
    description: cut(`${component} ${version}: ${description}`),
    payload: {
      component,
      version,
      platform: plan.platform,
      host: plan.host,
      trace: formatMarker(plan),
      ...(plan.operation === 'rollback' && { rollback: true }),
    },
  };
}

/** The body of `POST statuses`. */
export function statusOf(
  { hosts, plan }: Pick<Announcement, 'hosts' | 'plan'>,
  state: State,
  description: string,
): NewStatus {
  const [host, ...others] = hosts;
  const isAddress = host !== undefined && others.length === 0 && /^[\w-]+(\.[\w-]+)+$/.test(host);
  return {
    state,
    description: cut(description),
    ...(plan.runUrl && { log_url: plan.runUrl }),
    // Several hosts are no place to go to, and neither is a name that only machines know.
    ...(isAddress && { environment_url: `https://${host}` }),
  };
}

export function endOf(announcement: Announcement, { outcome, deployment }: Conclusion): NewStatus {
  const id = deployment ? ` (${formatDeploymentId(deployment.id)})` : '';
  const text = `${outcome.status}: ${outcome.reason}`;
  return statusOf(announcement, stateOf(outcome.status), cut(text, LONGEST_DESCRIPTION - id.length) + id);
}

/** `failure`: the platform or a person said no. `error`: nobody knows, or the deployment was not got to. */
export function stateOf(status: Status): 'success' | 'failure' | 'error' {
  switch (status) {
    case 'succeeded':
    case 'succeeded-with-warnings':
      return 'success';
    case 'inspection-failed':
    case 'conflicts':
    case 'refused':
    case 'failed':
    case 'rejected':
    case 'needs-intervention':
    case 'cancelled':
    case 'aborted':
      return 'failure';
    case 'pending-review':
    case 'timed-out':
    case 'unknown':
    case 'invalid-input':
    case 'error':
      return 'error';
  }
}

/** The text, no longer than GitHub takes it, and never half a character. */
export function cut(text: string, longest = LONGEST_DESCRIPTION): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= longest) return flat;
  return `${flat.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The platform's deployment, in the words that {@link parseDeploymentId} finds again. */
export function formatDeploymentId(id: string): string {
  return `deployment ${id}`;
}

export function parseDeploymentId(description: string): string | undefined {
  return /(?:^|\()deployment ([\w-][\w.-]{0,127})\)?$/.exec(description)?.[1];
}
