import type { Announcement } from '../../release/announcement.ts';
import type { Deployment } from '../../release/platform.ts';
import type { Conclusion } from '../../release/tracker.ts';
import { stableId } from '../stable-id.ts';

const LONGEST_TAG = 200;

/**
 * Builds the JSON text of `POST /api/v2/dora/deployment`.
 * https://docs.datadoghq.com/api/latest/dora-metrics/#send-a-deployment-event
 *
 * The id follows from the deployment on the platform, so every process that reports it reports the same one.
 */
export function deploymentText(
  announcement: Announcement,
  { outcome, endedAt }: Conclusion,
  deployment: Deployment,
  repositoryUrl: string | undefined,
): string {
  const { component, version, environment, owner, startedAt, plan } = announcement;
  const tags = {
    status: outcome.status,
    platform: plan.platform,
    operation: plan.operation,
    deployed_by: owner,
    deployment: deployment.id,
  };
  const attributes = JSON.stringify({
    id: stableId(plan.host, deployment.id),
    service: component,
    env: environment,
    version,
    ...gitOf(plan.commit, repositoryUrl),
    custom_tags: Object.entries(tags).flatMap(([name, value]) => (value ? [tagOf(name, value)] : [])),
  });
  // The times are written as text: nanoseconds are larger than the integers that a number holds exactly.
  const times = `"started_at":${nanoseconds(startedAt)},"finished_at":${nanoseconds(Math.max(startedAt, endedAt))}`;
  return `{"data":{"attributes":{${times},${attributes.slice(1)}}}`;
}

/** Formats milliseconds since the Unix epoch as nanoseconds, exactly. */
export function nanoseconds(ms: number): string {
  return (BigInt(Math.trunc(ms)) * 1_000_000n).toString();
}

/** Datadog accepts the commit only as a full hash, together with the address of the repository. */
function gitOf(commit: string | undefined, repositoryUrl: string | undefined): object {
  if (repositoryUrl === undefined || commit === undefined || !/^[0-9a-f]{40,64}$/i.test(commit)) return {};
  return { git: { repository_url: repositoryUrl, commit_sha: commit } };
}

/** Formats a tag: https://docs.datadoghq.com/getting_started/tagging/#define-tags */
function tagOf(name: string, value: string): string {
  const allowed = value.toLowerCase().replace(/[^\p{L}\p{N}_\-:./]+/gu, '_');
  return Array.from(`${name}:${allowed}`).slice(0, LONGEST_TAG).join('');
}
