import { NOTHING_STARTED } from './nothing-started.ts';
import { exitCode, hasSucceeded, type Outcome, type Status, statuses } from './outcome.ts';
import type { ReleasePlan } from './plan.ts';
import type { Deployment, Draft } from './platform.ts';
import type { Delivery } from './result.ts';
import { isMarker, localRun } from './run-marker.ts';
import { compact } from './small-state.ts';

/**
 * The progress of a tracker's record. `asked`: the request may or may not have been processed. `skipped`: the tracker
 * does not record this end. `refused`, `ended` and `skipped` are final.
 */
export type RecordState = 'asked' | 'open' | 'refused' | 'ended' | 'skipped';

/** The known facts about a tracker's record. */
export interface RecordNote {
  readonly state: RecordState;
  /** The tracker's id of the record; absent while unknown, and if the tracker keeps no ids. */
  readonly id?: string;
  /** Whether the start was delivered; absent while that is not known. */
  readonly started?: Delivery;
}

/** The end of a release. It is saved before it is sent to the trackers. */
export interface NotedEnd {
  readonly outcome: Outcome;
  /** Milliseconds since the Unix epoch. */
  readonly endedAt: number;
}

/** The steps after the deployment, as another process needs them. */
export interface FollowUpsNote {
  /** Names of the steps that have not ended well, in the order in which they are taken. */
  readonly due: readonly string[];
  /** How the deployment ended; absent until it has ended well. */
  readonly deployed?: Outcome;
  /** The progress of the first step: a text that the step writes and reads. Absent until it has started. */
  readonly progress?: string;
}

/** The notes by the names of the trackers. Undefined means that no record was requested. */
export type RecordNotes = Readonly<Record<string, RecordNote | undefined>>;

/**
 * The data that another process needs to finish the release if this process dies. Each step is saved before it is
 * taken. Holds no secret.
 */
export interface JournalEntry {
  readonly format: 1;
  readonly plan: ReleasePlan;
  /** When the release began, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly trackers: RecordNotes;
  /** `asked`: the deployment may or may not have started. */
  readonly launch: 'none' | 'asked' | 'accepted';
  readonly deployment?: Deployment;
  /** A draft on the platform that still has to be launched or discarded. */
  readonly draft?: Draft | undefined;
  /** The address of each system by its name, so that another process contacts no other address. */
  readonly addresses?: Readonly<Record<string, string>>;
  /** What to do with the deployment if the run is cancelled. */
  readonly onCancel?: 'leave' | 'abort';
  /** The steps after the deployment; absent if there are none. */
  readonly followUps?: FollowUpsNote;
  /** Present once the release has ended and its records have to be ended. */
  readonly end?: NotedEnd | undefined;
  /** True if nothing is left to do. */
  readonly closed: boolean;
  /** The status of the release once it has ended. */
  readonly status?: Status;
}

/** The values of an entry to change; undefined removes a value. */
export type Change = {
  readonly [K in Exclude<keyof JournalEntry, 'format'>]?: JournalEntry[K] | undefined;
};

/** Keeps the latest entry of a release. */
export interface Journal {
  /** Saves the entry with `change` applied before it returns. */
  write(change: Change): void;
}

/** The first entry of a release, before anything has happened. */
export function blankEntry(plan: ReleasePlan, startedAt: number): JournalEntry {
  return { format: 1, plan, startedAt, trackers: {}, launch: 'none', closed: false };
}

/**
 * Opens a journal that saves the latest entry by calling `save` with its JSON text, whose size is bounded.
 * @param redact removes secrets from texts that servers sent
 */
export function openJournal(
  save: (text: string) => void,
  first: JournalEntry,
  redact: (text: string) => string,
): Journal {
  let entry = first;
  save(JSON.stringify(compact(entry)));
  return {
    write(change) {
      const end = change.end && { ...change.end, outcome: withoutSecrets(change.end.outcome, redact) };
      const deployed = change.followUps?.deployed && withoutSecrets(change.followUps.deployed, redact);
      entry = {
        ...entry,
        ...change,
        ...(end && { end }),
        ...(deployed && { followUps: { ...change.followUps, deployed } }),
      } as JournalEntry;
      save(JSON.stringify(compact(entry)));
    },
  };
}

function withoutSecrets(outcome: Outcome, redact: (text: string) => string): Outcome {
  const { reason, advice } = outcome;
  return { ...outcome, reason: redact(reason), ...(advice !== undefined && { advice: redact(advice) }) };
}

/**
 * Whether an entry that another process left is about the release that `plan` describes: the release is unfinished,
 * or this is a repetition of the same step of the same run. For `resume`, any release that may have started matches,
 * or the one with the given deployment.
 */
export function concerns(entry: JournalEntry, plan: ReleasePlan, deploymentId?: string): boolean {
  if (deploymentId !== undefined) return entry.deployment?.id === deploymentId;
  if (plan.operation === 'resume') return entry.launch !== 'none' || entry.draft !== undefined;
  if (entry.plan.fingerprint !== plan.fingerprint) return false;
  return isUnfinished(entry) || isSameStep(entry.plan, plan);
}

/**
 * The same for a repeated run that continues its own last run: it also goes on with a release that has ended, if the
 * platform may still work on it, if nobody knows whether it was started, or if it succeeded.
 */
export function continues(entry: JournalEntry, plan: ReleasePlan, deploymentId?: string): boolean {
  if (concerns(entry, plan, deploymentId)) return true;
  return entry.plan.fingerprint === plan.fingerprint && (hasDeployed(entry) || hasOpenEnd(entry));
}

/** Whether the release has ended with a deployment that succeeded. */
export function hasDeployed({ status, deployment }: JournalEntry): boolean {
  return status !== undefined && hasSucceeded(status) && deployment !== undefined;
}

/** Whether the release has ended and may have a deployment that goes on. */
function hasOpenEnd({ status, launch }: JournalEntry): boolean {
  if (status === undefined || launch === 'none') return false;
  const code = exitCode(status);
  return code === 3 || code === 130 || status === 'needs-intervention';
}

/** Whether the release still needs an action. */
export function isUnfinished({ closed, draft, status }: JournalEntry): boolean {
  return !closed || draft !== undefined || status === 'pending-review';
}

/**
 * The draft of a request for a deployment. Beside a deployment, it is for the next one of the same release. A plan
 * beside a deployment is that of a later release, which had started nothing.
 */
export function requestedDraft({ draft }: Pick<JournalEntry, 'draft'>): Draft | undefined {
  return draft?.request === undefined ? undefined : draft;
}

function isSameStep({ origin: one }: ReleasePlan, { origin: other }: ReleasePlan): boolean {
  return (
    one.run !== localRun.run && one.run === other.run && one.job === other.job && one.step === other.step
  );
}

/**
 * Parses a saved entry. This program wrote the text, so only its format and the values that go into addresses are
 * checked.
 * @returns undefined if nothing was saved
 * @throws Error with a sentence that states why the text is not an entry
 */
export function parseJournal(text: string): JournalEntry | undefined {
  if (text.trim() === '' || text === NOTHING_STARTED) return undefined;
  let entry: Partial<JournalEntry> | null;
  try {
    entry = JSON.parse(text) as Partial<JournalEntry> | null;
  } catch {
    throw new Error('The saved state is not JSON: it is incomplete, or another program wrote it.');
  }
  if (entry?.format !== 1)
    throw new Error(`The saved state has format ${String(entry?.format)}; this version reads 1.`);
  const { plan, trackers, launch, deployment, draft, end, followUps } = entry;
  if (!plan?.origin || !trackers || !launch || (deployment && !isId(deployment.id)) || (end && !isEnd(end)))
    throw new Error('The saved state is incomplete: another program wrote it.');
  if (followUps && !isFollowUps(followUps))
    throw new Error('The saved state names steps after the deployment that are not from this program.');
  if (draft && !isDraft(draft))
    throw new Error('The saved state names a plan to delete that is not from this program.');
  return entry as JournalEntry;
}

/** Whether a value can be an id: at most 256 characters, none of which changes the path of an address. */
function isId(value: unknown): boolean {
  return typeof value === 'string' && /^(?!\.+$)[\w.-]{1,256}$/.test(value);
}

function isEnd({ outcome, endedAt }: { readonly [K in keyof NotedEnd]?: unknown }): boolean {
  return typeof endedAt === 'number' && isOutcome(outcome);
}

function isFollowUps(note: { readonly [K in keyof FollowUpsNote]?: unknown }): boolean {
  const { due, deployed, progress } = note;
  if (!Array.isArray(due) || !due.every((each) => typeof each === 'string')) return false;
  if (progress !== undefined && typeof progress !== 'string') return false;
  return deployed === undefined || isOutcome(deployed);
}

function isOutcome(outcome: unknown): boolean {
  if (typeof outcome !== 'object' || outcome === null) return false;
  const { status, reason, advice } = outcome as { readonly [K in keyof Outcome]?: unknown };
  const isStatus = statuses.some((each) => each === status);
  return isStatus && typeof reason === 'string' && (advice === undefined || typeof advice === 'string');
}

function isDraft({ marker, id, upload, request }: { readonly [K in keyof Draft]?: unknown }): boolean {
  if (typeof marker !== 'string' || (marker !== '' && !isMarker(marker))) return false;
  if (request !== undefined && typeof request !== 'string') return false;
  return (id === undefined || isId(id)) && (upload === undefined || isUpload(upload));
}

function isUpload(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { name, known } = value as { readonly name?: unknown; readonly known?: unknown };
  return typeof name === 'string' && Array.isArray(known) && known.every((each) => typeof each === 'string');
}
