import type { Announcement } from '../../release/announcement.ts';
import { hasSucceeded } from '../../release/outcome.ts';
import type { Deployment } from '../../release/platform.ts';
import { formatMarker } from '../../release/run-marker.ts';
import type { Conclusion } from '../../release/tracker.ts';
import { cutText } from '../../shared/format.ts';

/** The most characters that PagerDuty accepts in a summary. */
const LONGEST_SUMMARY = 1024;
const LONGEST_REASON = 2_000;

/** A change event without the key: https://developer.pagerduty.com/docs/send-change-event */
export interface ChangeEvent {
  readonly payload: {
    readonly summary: string;
    readonly source: string;
    /** ISO 8601, UTC. */
    readonly timestamp: string;
    readonly custom_details: Readonly<Record<string, unknown>>;
  };
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

/** Builds the event of the start. */
export function startEvent(announcement: Announcement): ChangeEvent {
  const { component, version, environment, plan } = announcement;
  const summary =
    plan.operation === 'rollback'
      ? `Rolling back ${component} to ${version} in ${environment}`
      : `Deploying ${component} ${version} to ${environment}`;
  return eventOf(announcement, { summary, at: announcement.startedAt, details: { status: 'started' } });
}

/** Builds the event of the end. A change event has no status of its own, so the summary states the outcome. */
export function endEvent(
  announcement: Announcement,
  { outcome: { status, reason }, endedAt, deployment }: Conclusion,
): ChangeEvent {
  const { component, version, environment, plan } = announcement;
  const back = plan.operation === 'rollback';
  const done = back
    ? `Rolled back ${component} to ${version} in ${environment}`
    : `Deployed ${component} ${version} to ${environment}`;
  const undone = back
    ? `Rollback of ${component} to ${version} in ${environment}`
    : `Deployment of ${component} ${version} to ${environment}`;
  const warned = status === 'succeeded-with-warnings' ? ', with warnings' : '';
  return eventOf(announcement, {
    summary: hasSucceeded(status) ? `${done}${warned}` : `${undone}: ${status}. ${reason}`,
    at: endedAt,
    details: { status, reason: cutText(reason, LONGEST_REASON) },
    ...(deployment && { deployment }),
  });
}

interface EventParts {
  readonly summary: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly details: Readonly<Record<string, string>>;
  readonly deployment?: Deployment;
}

function eventOf(
  { component, version, environment, hosts, owner, plan }: Announcement,
  { summary, at, details, deployment }: EventParts,
): ChangeEvent {
  return {
    payload: {
      // The mark of the cut is one character.
      summary: cutText(summary.replace(/\s+/g, ' ').trim(), LONGEST_SUMMARY - 1),
      source: plan.host,
      timestamp: new Date(at).toISOString(),
      custom_details: {
        ...details,
        component,
        version,
        environment,
        hosts,
        platform: plan.platform,
        ...(owner && { owner }),
        ...(plan.commit && { commit: plan.commit }),
        ...(deployment && { deployment: deployment.id }),
        marker: formatMarker(plan),
      },
    },
    links: [
      ...(plan.runUrl ? [{ href: plan.runUrl, text: 'Pipeline run' }] : []),
      ...(deployment ? [{ href: deployment.url, text: `Deployment on ${plan.platform}` }] : []),
    ],
  };
}
