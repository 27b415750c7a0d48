import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Announcement } from './announcement.ts';
import type { PausableDeadline } from './deadline.ts';
import type { EnvironmentView } from './environment-view.ts';
import type { Gate } from './gate.ts';
import type { Journal, JournalEntry, RecordNotes } from './journal.ts';
import { isGreen, type Outcome } from './outcome.ts';
import type { ReleasePlan } from './plan.ts';
import type {
  Count,
  Deployment,
  DeploymentEnd,
  Draft,
  Inspection,
  Pace,
  Platform,
  PlatformRun,
  ReleaseDetails,
  StatusReading,
} from './platform.ts';
import { pollUntilEnd } from './poll.ts';
import { createRecords, type Records } from './records.ts';
import type { Span } from './result.ts';
import type { Tracker } from './tracker.ts';

/** What a release is made of. */
export interface ReleaseContext {
  readonly plan: ReleasePlan;
  /** The plan, with what the platform told filled in where the user left it open. */
  readonly complete: (plan: ReleasePlan, details: ReleaseDetails) => ReleasePlan;
  /** When the release began, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly platform: Platform;
  readonly trackers: readonly Tracker[];
  /** What has to agree before anything is deployed. */
  readonly gate?: Gate;
  readonly clock: Clock;
  readonly log: Log;
  readonly journal: Journal;
  /** Aborted with an `Interrupted` when the run is cancelled. */
  readonly cancel: AbortSignal;
  /** The platform's time in milliseconds; it does not run while trackers are told. */
  readonly timeoutMs: number;
  readonly pace: Pace;
  /** What becomes of the deployment when waiting for it ends early, where the platform can be asked to stop it. */
  readonly onTimeout: 'leave' | 'abort';
  readonly onCancel: 'leave' | 'abort';
  /** Where the platform's log goes. */
  readonly logFile: string;
  /** What an earlier process noted of the same release and left for this one. */
  readonly earlier?: JournalEntry | undefined;
  /** Where that was kept, for people. */
  readonly stateFile?: string;
  /** The deployment to resume, where the user names one. */
  readonly deploymentId?: string;
  /** Called the moment something worth an output is known. */
  readonly publish: (known: Published) => void;
}

export type Published =
  | { readonly inspectionId: string }
  | { readonly record: string; readonly id: string }
  | { readonly deployment: { readonly id: string; readonly url: string } };

/** What is learnt on the way. */
export interface ReleaseState {
  plan: ReleasePlan;
  records: Records;
  readonly views: EnvironmentView;
  /** What all trackers have at the start. */
  readonly trackerTime: PausableDeadline;
  draft?: Draft | undefined;
  /** A draft that could not be taken back. */
  left?: Draft;
  inspection?: Inspection;
  /** What the platform warned of before the launch, as a sentence. */
  warned?: string;
  launched: 'no' | 'perhaps' | Deployment;
  platformStatus?: string;
  counts: readonly Count[];
  readonly timeline: Span[];
}

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

/** Notes, saves and tells that there is a deployment. */
export function saveAccepted(context: ReleaseContext, state: ReleaseState, deployment: Deployment): void {
  state.launched = deployment;
  context.journal.write({ launch: 'accepted', deployment, draft: undefined });
  context.publish({ deployment });
}

/** One look at what has begun. */
export async function readStatusOnce(
  context: ReleaseContext,
  state: ReleaseState,
  deployment: Deployment,
  run: PlatformRun,
): Promise<StatusReading<DeploymentEnd>> {
  const sighting = await context.platform.readStatus(deployment, run);
  state.platformStatus = sighting.status;
  return sighting;
}

/** A deployment that is waited for. */
export interface WatchOptions {
  readonly deployment: Deployment;
  /** When waiting began, in milliseconds since the Unix epoch. */
  readonly from: number;
  /** What the first look has shown already. */
  readonly seen?: StatusReading<DeploymentEnd>;
}

/** Waits for the end of what has begun. */
export async function watchDeployment(
  context: ReleaseContext,
  run: PlatformRun,
  state: ReleaseState,
  { deployment, from, seen }: WatchOptions,
): Promise<Outcome> {
  let good = false;
  let first = seen;
  try {
    const look = async () => {
      const sighting = first ?? (await readStatusOnce(context, state, deployment, run));
      first = undefined;
      return sighting;
    };
    const { outcome, counts } = await pollUntilEnd('deployment', look, run);
    state.counts = counts;
    good = isGreen(outcome.status);
    return outcome;
  } finally {
    addSpan(context, state, from, good);
  }
}

/** Notes a bar of the timeline. */
export function addSpan(context: ReleaseContext, state: ReleaseState, from: number, good: boolean): void {
  const section = context.platform.name;
  state.timeline.push({ section, title: 'deployment', from, to: context.clock.now(), good });
}
