import { type Outcome, type Status, statuses } from './outcome.ts';
import type { ReleasePlan } from './plan.ts';
import type { Deployment, Draft } from './platform.ts';
import type { Delivery } from './result.ts';
import { isMarker, localRun } from './run-marker.ts';
import { compact } from './small-state.ts';

/** How far a tracker's record got: asked for, open, refused for good, ended. */
export type RecordState = 'asked' | 'open' | 'refused' | 'ended';

/** What is known of a tracker's record. */
export interface RecordNote {
  readonly state: RecordState;
  /** As the tracker calls it; absent while unknown, and where the tracker keeps no ids. */
  readonly id?: string;
  /** What became of its start; absent while that is not known. */
  readonly started?: Delivery;
}

/** How a release ended: noted before the trackers are sent it. */
export interface NotedEnd {
  readonly outcome: Outcome;
  /** Milliseconds since the Unix epoch. */
  readonly endedAt: number;
}

export type RecordNotes = Readonly<Record<string, RecordNote | undefined>>;

/**
 * What another process needs to finish the story when this one dies. Written ahead: a step is noted before it is
 * taken. Holds no secret.
 */
export interface JournalEntry {
  readonly format: 1;
  readonly plan: ReleasePlan;
  /** When the release began, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly trackers: RecordNotes;
  /** `asked`: the platform may or may not have begun. */
  readonly launch: 'none' | 'asked' | 'accepted';
  readonly deployment?: Deployment;
  /** What waits on the platform to be launched or discarded. */
  readonly draft?: Draft | undefined;
  /** Where each system is, by its name, so that another process speaks to no other. */
  readonly addresses?: Readonly<Record<string, string>>;
  /** What becomes of the deployment when the run is cancelled. */
  readonly onCancel?: 'leave' | 'abort';
  /** Present once the release has ended and records are to be ended. */
  readonly end?: NotedEnd | undefined;
  /** True when nothing is left to do. */
  readonly closed: boolean;
  /** How it ended, once it has. */
  readonly status?: Status;
}

/** The state of a step that has begun nothing. A post phase that finds no state at all knows that it was lost. */
export const NOTHING_BEGUN = '{"closed":true}';

/** What changes; undefined takes a value away. */
export type Change = {
  readonly [K in Exclude<keyof JournalEntry, 'format'>]?: JournalEntry[K] | undefined;
};

export interface Journal {
  /** Saves the entry with `change` applied before it returns. */
  write(change: Change): void;
}

/** The entry of a release of which nothing has happened yet. */
export function blankEntry(plan: ReleasePlan, startedAt: number): JournalEntry {
  return { format: 1, plan, startedAt, trackers: {}, launch: 'none', closed: false };
}

/**
 * A journal that keeps the latest entry by calling `save` with its JSON text, which is small.
 * @param redact takes secrets out of what a server said
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
      entry = { ...entry, ...change, ...(end && { end }) } as JournalEntry;
      save(JSON.stringify(compact(entry)));
    },
  };
}

function withoutSecrets(outcome: Outcome, redact: (text: string) => string): Outcome {
  const { reason, advice } = outcome;
  return { ...outcome, reason: redact(reason), ...(advice !== undefined && { advice: redact(advice) }) };
}

/**
 * Whether an entry that another process left behind is about the release that `plan` wants: it was not brought to its
 * end, or this is the same step of the same run once more. To resume, any release that may have begun will do, or the
 * one with the given deployment.
 */
export function concerns(entry: JournalEntry, plan: ReleasePlan, deploymentId?: string): boolean {
  if (deploymentId !== undefined) return entry.deployment?.id === deploymentId;
  if (plan.operation === 'resume') return entry.launch !== 'none' || entry.draft !== undefined;
  if (entry.plan.fingerprint !== plan.fingerprint) return false;
  return isUnfinished(entry) || isSameStep(entry.plan, plan);
}

/** Whether somebody still has to do something about it. */
export function isUnfinished({ closed, draft, status }: JournalEntry): boolean {
  return !closed || draft !== undefined || status === 'pending-review';
}

function isSameStep({ origin: one }: ReleasePlan, { origin: other }: ReleasePlan): boolean {
  return (
    one.run !== localRun.run && one.run === other.run && one.job === other.job && one.step === other.step
  );
}

/**
 * The saved entry, or undefined where nothing was saved. The text is this program's own; only what kind of text it is
 * and what goes into addresses is looked at.
 * @throws with a sentence that says why it is none
 */
export function parseJournal(text: string): JournalEntry | undefined {
  if (text.trim() === '' || text === NOTHING_BEGUN) return undefined;
  let entry: Partial<JournalEntry> | null;
  try {
    entry = JSON.parse(text) as Partial<JournalEntry> | null;
  } catch {
    throw new Error('The saved state is no JSON: it was cut, or something else wrote it.');
  }
  if (entry?.format !== 1)
    throw new Error(`The saved state has format ${String(entry?.format)}; this version reads 1.`);
  const { plan, trackers, launch, deployment, draft, end } = entry;
  if (!plan?.origin || !trackers || !launch || (deployment && !isId(deployment.id)) || (end && !isEnd(end)))
    throw new Error('The saved state is incomplete: something else wrote it.');
  if (draft && !isDraft(draft))
    throw new Error('The saved state names a plan to delete that is none of this program.');
  return entry as JournalEntry;
}

/** Whether it can be an id: a name that leads nowhere else in an address. */
export function isId(value: unknown): boolean {
  return typeof value === 'string' && /^(?!\.+$)[\w.-]{1,256}$/.test(value);
}

function isEnd({ outcome, endedAt }: { readonly [K in keyof NotedEnd]?: unknown }): boolean {
  if (typeof outcome !== 'object' || outcome === null || typeof endedAt !== 'number') return false;
  const { status, reason, advice } = outcome as { readonly [K in keyof Outcome]?: unknown };
  const isStatus = statuses.some((each) => each === status);
  return isStatus && typeof reason === 'string' && (advice === undefined || typeof advice === 'string');
}

function isDraft({ marker, id, upload }: { readonly [K in keyof Draft]?: unknown }): boolean {
  if (typeof marker !== 'string' || (marker !== '' && !isMarker(marker))) return false;
  return (id === undefined || isId(id)) && (upload === undefined || isUpload(upload));
}

function isUpload(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { name, known } = value as { readonly name?: unknown; readonly known?: unknown };
  return typeof name === 'string' && Array.isArray(known) && known.every((each) => typeof each === 'string');
}
