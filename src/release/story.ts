import type { Span } from './account.ts';
import type { Allowance } from './allowance.ts';
import type { Announcement } from './announcement.ts';
import type { Clock } from './clock.ts';
import type { Gate } from './gate.ts';
import type { Journal, JournalEntry, RecordNotes } from './journal.ts';
import type { Log } from './log.ts';
import { isGreen, type Outcome } from './outcome.ts';
import type { Plan } from './plan.ts';
import type {
  Count,
  Deployment,
  Details,
  Draft,
  Ending,
  Inspection,
  Pace,
  Platform,
  Run,
  Sighting,
} from './platform.ts';
import { follow } from './poll.ts';
import { keepRecords, type Records } from './records.ts';
import type { Tracker } from './tracker.ts';
import type { Views } from './views.ts';

/** What a release is made of. */
export interface Cast {
  readonly plan: Plan;
  /** The plan, with what the platform told filled in where the user left it open. */
  readonly complete: (plan: Plan, details: Details) => Plan;
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
export interface Notes {
  plan: Plan;
  records: Records;
  readonly views: Views;
  /** What all trackers have at the start. */
  readonly trackerTime: Allowance;
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

export function openRecords(
  cast: Cast,
  announcement: () => Announcement,
  trackerTime: Allowance,
  earlier?: RecordNotes,
): Records {
  return keepRecords({
    ...cast,
    announcement,
    trackerTime,
    earlier: earlier ?? {},
    publish: (record, id) => cast.publish({ record, id }),
  });
}

/** Notes, saves and tells that there is a deployment. */
export function accept(cast: Cast, notes: Notes, deployment: Deployment): void {
  notes.launched = deployment;
  cast.journal.write({ launch: 'accepted', deployment, draft: undefined });
  cast.publish({ deployment });
}

/** One look at what has begun. */
export async function lookAt(
  cast: Cast,
  notes: Notes,
  deployment: Deployment,
  run: Run,
): Promise<Sighting<Ending>> {
  const sighting = await cast.platform.look(deployment, run);
  notes.platformStatus = sighting.status;
  return sighting;
}

/** A deployment that is waited for. */
export interface Watched {
  readonly deployment: Deployment;
  /** When waiting began, in milliseconds since the Unix epoch. */
  readonly from: number;
  /** What the first look has shown already. */
  readonly seen?: Sighting<Ending>;
}

/** Waits for the end of what has begun. */
export async function watch(
  cast: Cast,
  run: Run,
  notes: Notes,
  { deployment, from, seen }: Watched,
): Promise<Outcome> {
  let good = false;
  let first = seen;
  try {
    const look = async () => {
      const sighting = first ?? (await lookAt(cast, notes, deployment, run));
      first = undefined;
      return sighting;
    };
    const { outcome, counts } = await follow('deployment', look, run);
    notes.counts = counts;
    good = isGreen(outcome.status);
    return outcome;
  } finally {
    note(cast, notes, from, good);
  }
}

/** Notes a bar of the timeline. */
export function note(cast: Cast, notes: Notes, from: number, good: boolean): void {
  const section = cast.platform.name;
  notes.timeline.push({ section, title: 'deployment', from, to: cast.clock.now(), good });
}
