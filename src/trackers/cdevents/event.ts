import type { Announcement } from '../../release/announcement.ts';
import type { Status } from '../../release/outcome.ts';
import type { Deployment } from '../../release/platform.ts';
import { formatMarker } from '../../release/run-marker.ts';
import type { Conclusion } from '../../release/tracker.ts';
import { cutText } from '../../shared/format.ts';
import { stableId } from '../stable-id.ts';
import { artifactId, sourceOf, uriOf } from './names.ts';

/** The version of the specification: https://github.com/cdevents/spec/tree/v0.5.1 */
const SPEC_VERSION = '0.5.1';
const LONGEST_ERRORS = 2_000;

const types = {
  started: 'dev.cdevents.pipelinerun.started.0.3.0',
  finished: 'dev.cdevents.pipelinerun.finished.0.3.0',
  deployed: 'dev.cdevents.service.deployed.0.3.0',
  upgraded: 'dev.cdevents.service.upgraded.0.3.0',
  rolledback: 'dev.cdevents.service.rolledback.0.3.0',
} as const;

/** A CDEvent: https://cdevents.dev/docs/spec/#cdevents-context */
export interface CdEvent {
  readonly context: {
    readonly specversion: string;
    readonly id: string;
    readonly source: string;
    readonly type: (typeof types)[keyof typeof types];
    /** ISO 8601, UTC. */
    readonly timestamp: string;
    readonly chainId: string;
  };
  readonly subject: { readonly id: string; readonly content: object };
  readonly customData: object;
  readonly customDataContentType: 'application/json';
}

/** How a pipeline run ended: https://cdevents.dev/docs/core/#pipelinerun-finished */
export type PipelineOutcome = 'success' | 'failure' | 'cancel' | 'error';

/**
 * Returns the id of the pipeline run. It follows from the run, the component, the version and the target, so every
 * process that continues a release finds the same id.
 */
export function runIdOf({ component, version, environment, plan }: Announcement): string {
  return stableId(plan.origin.run, component, version, environment, plan.host);
}

/** Builds `pipelinerun.started`: https://cdevents.dev/docs/core/#pipelinerun-started */
export function startedEvent(announcement: Announcement, runId: string): CdEvent {
  return eventOf(announcement, {
    type: 'started',
    chain: runId,
    subjectId: runId,
    at: announcement.startedAt,
    distinct: [String(announcement.startedAt)],
    content: pipelineOf(announcement),
    customData: detailsOf(announcement),
  });
}

/** Builds `pipelinerun.finished`: https://cdevents.dev/docs/core/#pipelinerun-finished */
export function finishedEvent(
  announcement: Announcement,
  runId: string,
  { outcome: { status, reason }, endedAt, deployment }: Conclusion,
): CdEvent {
  const outcome = pipelineOutcome(status);
  return eventOf(announcement, {
    type: 'finished',
    chain: runId,
    subjectId: runId,
    at: endedAt,
    // A later end with another outcome corrects this one, so it must not pass for a repetition.
    distinct: [String(announcement.startedAt), status],
    content: {
      ...pipelineOf(announcement),
      outcome,
      ...(outcome !== 'success' && { errors: cutText(`${status}: ${reason}`, LONGEST_ERRORS) }),
    },
    customData: { ...detailsOf(announcement), status, ...deploymentOf(deployment) },
  });
}

/**
 * Builds the event about the service, if the environment has the version now: `service.deployed`, `upgraded` or
 * `rolledback`. https://cdevents.dev/docs/cd/#service
 * @returns undefined if this is not proven
 */
export function serviceEvent(
  announcement: Announcement,
  runId: string,
  { outcome: { status }, endedAt, deployment }: Conclusion,
): CdEvent | undefined {
  if (deployment === undefined || pipelineOutcome(status) !== 'success') return undefined;
  return eventOf(announcement, {
    type: serviceChange(announcement),
    chain: runId,
    subjectId: announcement.component,
    at: endedAt,
    distinct: [deployment.id],
    content: { environment: { id: announcement.environment }, artifactId: artifactId(announcement) },
    customData: { ...detailsOf(announcement), status, ...deploymentOf(deployment) },
  });
}

/** Returns what happened to the service. It was upgraded only if the environment is known to have had another version. */
export function serviceChange({ version, plan }: Announcement): 'deployed' | 'upgraded' | 'rolledback' {
  if (plan.operation === 'rollback') return 'rolledback';
  return plan.replaces === undefined || plan.replaces === version ? 'deployed' : 'upgraded';
}

/**
 * Returns the outcome of the pipeline run. `failure`: the platform or a policy refused, or the deployment failed.
 * `error`: the result is unknown, or something outside the deployment failed.
 */
export function pipelineOutcome(status: Status): PipelineOutcome {
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
      return 'failure';
    case 'cancelled':
    case 'aborted':
      return 'cancel';
    case 'pending-review':
    case 'timed-out':
    case 'unknown':
    case 'invalid-input':
    case 'error':
      return 'error';
  }
}

/** The parts that differ from event to event. */
interface EventParts {
  readonly type: keyof typeof types;
  /** The id that all events of the release share. */
  readonly chain: string;
  readonly subjectId: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** Texts that distinguish the event from others of the same type in the chain. A repetition has the same texts. */
  readonly distinct: readonly string[];
  readonly content: object;
  readonly customData: object;
}

function eventOf(announcement: Announcement, parts: EventParts): CdEvent {
  const type = types[parts.type];
  return {
    context: {
      specversion: SPEC_VERSION,
      id: stableId(parts.chain, type, ...parts.distinct),
      source: sourceOf(announcement.plan),
      type,
      timestamp: new Date(parts.at).toISOString(),
      chainId: parts.chain,
    },
    subject: { id: parts.subjectId, content: parts.content },
    customData: parts.customData,
    customDataContentType: 'application/json',
  };
}

/** The name has no version, because every release of a component to an environment is a run of the same pipeline. */
function pipelineOf({ component, environment, plan }: Announcement): object {
  const word = plan.operation === 'rollback' ? 'Roll back' : 'Deploy';
  return { pipelineName: `${word} ${component} to ${environment}`, uri: uriOf(plan) };
}

function detailsOf({ component, version, environment, hosts, owner, plan }: Announcement): object {
  return {
    platform: plan.platform,
    component,
    version,
    environment,
    hosts,
    ...(owner && { owner }),
    ...(plan.commit && { commit: plan.commit }),
    marker: formatMarker(plan),
  };
}

function deploymentOf(deployment: Deployment | undefined): object {
  return deployment ? { deploymentId: deployment.id, deploymentUrl: deployment.url } : {};
}
