import type { Announcement } from '../../release/announcement.ts';
import type { Status } from '../../release/outcome.ts';
import { formatMarker } from '../../release/run-marker.ts';
import type { Conclusion } from '../../release/tracker.ts';

/** Maximum length that GitHub accepts, in characters. */
const LONGEST_DESCRIPTION = 140;

type State = 'in_progress' | 'success' | 'failure' | 'error';

/** The body of `POST deployments/<id>/statuses`. */
export interface NewStatus {
  readonly state: State;
  readonly description: string;
  readonly log_url?: string;
  readonly environment_url?: string;
}

/** The body of `POST deployments`. */
export interface NewDeployment {
  readonly ref: string;
  readonly task: string;
  readonly auto_merge: false;
  readonly required_contexts: string[];
  readonly environment: string;
  readonly description: string;
  readonly payload: { readonly [name: string]: unknown };
}

/** The task of the deployments, which GitHub can filter by. */
export const TASK = 'deploy';

/**
 * Builds the body of `POST deployments`. GitHub must not merge, and must not wait for checks, because this run is one
 * of the checks.
 */
export function deploymentOf({
  environment,
  description,
  component,
  version,
  plan,
}: Announcement): NewDeployment {
  return {
    // Without a commit there is no tracker: see `githubDemands`.
    ref: plan.commit ?? '',
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

/** Builds the body of `POST deployments/<id>/statuses`. */
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
    // Several hosts have no single URL, and a name without a dot is no public address.
    ...(isAddress && { environment_url: `https://${host}` }),
  };
}

/** Builds the final status of a deployment. */
export function endOf(announcement: Announcement, { outcome, deployment }: Conclusion): NewStatus {
  const id = deployment ? ` (${formatDeploymentId(deployment.id)})` : '';
  const text = `${outcome.status}: ${outcome.reason}`;
  return statusOf(announcement, stateOf(outcome.status), cut(text, LONGEST_DESCRIPTION - id.length) + id);
}

/**
 * Returns the GitHub state. `failure`: the platform or a person rejected it, or it failed. `error`: the result is
 * unknown, or the deployment did not start.
 */
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
    case 'tests-failed':
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

/** Collapses white space and shortens the text for GitHub, without splitting a surrogate pair. */
export function cut(text: string, longest = LONGEST_DESCRIPTION): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= longest) return flat;
  return `${flat.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Formats the platform's deployment id so that {@link parseDeploymentId} can read it. */
export function formatDeploymentId(id: string): string {
  return `deployment ${id}`;
}

/** Reads the platform's deployment id from a description; undefined if there is none. */
export function parseDeploymentId(description: string): string | undefined {
  return /(?:^|\()deployment ([\w-][\w.-]{0,127})\)?$/.exec(description)?.[1];
}
