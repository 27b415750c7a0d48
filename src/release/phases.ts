import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Announcement } from './announcement.ts';
import type { PausableDeadline } from './deadline.ts';
import type { EnvironmentView } from './environment-view.ts';
import type { Gate } from './gate.ts';
import type { Journal, JournalEntry, RecordNotes } from './journal.ts';
import { isGreen } from './outcome.ts';
import type { ReleasePlan } from './plan.ts';
import type {
  Count,
  Deployment,
  DeploymentEnd,
  Draft,
  FollowUpReport,
  Inspection,
  Pace,
  Platform,
  PlatformRun,
  ReleaseDetails,
  StatusReading,
} from './platform.ts';
import { pollUntilEnd } from './poll.ts';
import type { SavedEnd } from './record-end.ts';
import { createRecords, type Records } from './records.ts';
import type { Span } from './result.ts';
import type { RecordTrace } from './run-marker.ts';
import type { Conclusion, Tracker } from './tracker.ts';

/** The inputs and dependencies of a release. */
export interface ReleaseContext {
  readonly plan: ReleasePlan;
  /** Adds the details that the platform reported to a plan. Values that the user gave stay. */
  readonly complete: (plan: ReleasePlan, details: ReleaseDetails) => ReleasePlan;
  /** When the release began, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly platform: Platform;
  readonly trackers: readonly Tracker[];
  /** The condition that must be met before anything is deployed. */
  readonly gate?: Gate;
  readonly clock: Clock;
  readonly log: Log;
  readonly journal: Journal;
  /** Aborted with an `Interrupted` when the run is cancelled. */
  readonly cancel: AbortSignal;
  /** The platform's time limit in milliseconds; it does not run while trackers are notified. */
  readonly timeoutMs: number;
  readonly pace: Pace;
  /** What to do with the deployment when waiting for it ends early, if the platform can abort it. */
  readonly onTimeout: 'leave' | 'abort';
  /** The same for a run that is cancelled. */
  readonly onCancel: 'leave' | 'abort';
  /** The path of the file that receives the platform's log. */
  readonly logFile: string;
  /** The journal entry that an earlier process left about the same release. */
  readonly earlier?: JournalEntry | undefined;
  /** The file of that entry, for messages. */
  readonly stateFile?: string;
  /**
   * Whether a deployment that this release started before and that the platform reports as successful counts. Otherwise
   * the release starts anew.
   */
  readonly keepsSuccess?: boolean;
  /** The id of the deployment to resume, if the user gave one. */
  readonly deploymentId?: string;
  /** Called as soon as the value of an output is known. */
  readonly publish: (known: Published) => void;
}

/** A value that becomes an output before the release ends. */
export type Published =
  | { readonly inspectionId: string }
  | { readonly record: string; readonly id: string }
  | { readonly deployment: { readonly id: string; readonly url: string } };

/** An earlier release whose records are still open. */
interface Unended {
  readonly conclusion: Omit<Conclusion, 'endedAt'>;
  /** Lets the records of this release replace those of the earlier one. */
  readonly supersede: () => Promise<void>;
}

/** An earlier release whose records get the end of this one, if this one deploys nothing and the target has the version. */
interface Awaited {
  readonly records: Records;
  readonly announced: Announcement;
  readonly conclusion: Omit<Conclusion, 'endedAt'>;
  readonly saved: SavedEnd;
}

/** The values that become known while a release runs. */
export interface ReleaseState {
  plan: ReleasePlan;
  records: Records;
  /** Set while `records` are those of an earlier release that could not be ended: they are ended with this one. */
  unended?: Unended | undefined;
  awaited?: Awaited | undefined;
  /** The records of earlier attempts that never started a deployment. If this one opens none, it ends them. */
  neverStarted?: readonly RecordTrace[];
  readonly views: EnvironmentView;
  /** The deadline of all trackers at the start. */
  readonly trackerTime: PausableDeadline;
  draft?: Draft | undefined;
  /** A draft that could not be deleted. */
  left?: Draft;
  inspection?: Inspection;
  /** When the gate let the release pass, in milliseconds since the Unix epoch. */
  admittedAt?: number;
  /** The platform's warning before the launch, as a sentence. */
  warned?: string;
  /** `perhaps`: the platform was asked to deploy and has not answered. */
  launched: 'no' | 'perhaps' | Deployment;
  /** Set if the outcome is that of a deployment that had succeeded before this run. */
  kept?: true;
  /** The platform's last status of the deployment, verbatim. */
  platformStatus?: string;
  counts: readonly Count[];
  /** The names of the steps after the deployment that this run has joined; undefined if it has joined none. */
  due?: readonly string[] | undefined;
  /** What the steps after the deployment add to the result. */
  followed?: FollowUpReport;
  readonly timeline: Span[];
}

/**
 * Creates the tracker records of a release.
 * @param earlier the records as an earlier process left them
 */
export function openTrackerRecords(
  context: ReleaseContext,
  announcement: () => Announcement,
  trackerTime: PausableDeadline,
  earlier?: RecordNotes,
): Records {
  return createRecords({
    ...context,
    announcement,
    trackerTime,
    earlier: earlier ?? {},
    publish: (record, id) => context.publish({ record, id }),
  });
}

/** Saves and publishes a deployment that the platform accepted. */
export function saveAccepted(context: ReleaseContext, state: ReleaseState, deployment: Deployment): void {
  state.launched = deployment;
  context.journal.write({ launch: 'accepted', deployment, draft: undefined });
  context.publish({ deployment });
}

/** Reads the status of the deployment once, and keeps the platform's word in the state. */
export async function readStatusOnce(
  context: ReleaseContext,
  state: ReleaseState,
  deployment: Deployment,
  run: PlatformRun,
): Promise<StatusReading<DeploymentEnd>> {
  const reading = await context.platform.readStatus(deployment, run);
  state.platformStatus = reading.status;
  return reading;
}

/** The deployment to watch. */
interface WatchOptions {
  readonly deployment: Deployment;
  /** When waiting started, in milliseconds since the Unix epoch. */
  readonly from: number;
  /** The first status, if it was read already. */
  readonly seen?: StatusReading<DeploymentEnd>;
}

/**
 * Waits for the end of a deployment.
 * @throws the reason of the run's signal if waiting is interrupted
 */
export async function watchDeployment(
  context: ReleaseContext,
  run: PlatformRun,
  state: ReleaseState,
  { deployment, from, seen }: WatchOptions,
): Promise<DeploymentEnd> {
  let good = false;
  let first = seen;
  try {
    const read = async () => {
      const reading = first ?? (await readStatusOnce(context, state, deployment, run));
      first = undefined;
      return reading;
    };
    const end = await pollUntilEnd('deployment', read, run);
    state.counts = end.counts;
    good = isGreen(end.outcome.status);
    return end;
  } finally {
    addSpan(context, state, from, good);
  }
}

/**
 * Adds a bar to the timeline.
 * @param from when it starts, in milliseconds since the Unix epoch
 */
export function addSpan(context: ReleaseContext, state: ReleaseState, from: number, good: boolean): void {
  const section = context.platform.name;
  state.timeline.push({ section, title: 'deployment', from, to: context.clock.now(), good });
}
