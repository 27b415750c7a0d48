import type { Announcement } from '../../release/announcement.ts';
import { formatMarker, isEarlierAttempt, parseMarker } from '../../release/run-marker.ts';
import type { Conclusion } from '../../release/tracker.ts';
import type { RecordEntry } from './wire.ts';

/** What this program keeps in a record's metadata. */
export interface RecordMemo {
  /** See `run-marker.ts`. */
  readonly trace: string | undefined;
  /** The platform's id of the deployment. */
  readonly deploymentId: string | undefined;
  /** The record of the version that this one is a rollback of. */
  readonly rollbackOfId: string | undefined;
}

/** Whoever can write records can write this: it may only lead to something to look at. */
export function memoOf({ metadata }: Pick<RecordEntry, 'metadata'>): RecordMemo {
  return {
    trace: textIn(metadata['trace'], /^\S{1,500}$/),
    deploymentId: textIn(metadata['deploymentId'], /^(?!\.+$)[\w.-]{1,128}$/),
    rollbackOfId: textIn(metadata['rollbackOfId'], /^[0-9a-fA-F-]{36}$/),
  };
}

function textIn(value: unknown, form: RegExp): string | undefined {
  return typeof value === 'string' && form.test(value) ? value : undefined;
}

export function isOpen({ status }: RecordEntry): boolean {
  return status === 'pending' || status === 'in_progress';
}

/** The record that this very step made, of those of the same component and environment, newest first. */
export function ownEntry(entries: readonly RecordEntry[], { plan }: Announcement): RecordEntry | undefined {
  const trace = formatMarker(plan);
  return entries.find((entry) => isOpen(entry) && memoOf(entry).trace === trace);
}

/** The same, or the one that an earlier attempt of this step made: whoever opens a record goes on with it. */
export function entryLeftOpen(
  entries: readonly RecordEntry[],
  announcement: Announcement,
): RecordEntry | undefined {
  const isEarlier = (entry: RecordEntry): boolean => {
    const trace = parseMarker(memoOf(entry).trace ?? '');
    return trace !== undefined && isEarlierAttempt(trace, announcement.plan);
  };
  return ownEntry(entries, announcement) ?? entries.find((entry) => isOpen(entry) && isEarlier(entry));
}

/**
 * The record to end where its id is not known: the one that names the deployment, the one that this step made, the
 * one that an earlier attempt of it made; of a run that resumes, the newest open one of the version.
 */
export function entryToEnd(
  entries: readonly RecordEntry[],
  announcement: Announcement,
  { deployment }: Pick<Conclusion, 'deployment'>,
): RecordEntry | undefined {
  const { plan, version } = announcement;
  return (
    entries.find((entry) => deployment !== undefined && memoOf(entry).deploymentId === deployment.id) ??
    entryLeftOpen(entries, announcement) ??
    (plan.operation === 'resume'
      ? entries.find((entry) => isOpen(entry) && entry.version === version)
      : undefined)
  );
}

/**
 * The record of a failed deployment that this one tries again. Only the newest record of all: an older one would keep
 * its old date, and what came after it would still count as live.
 */
export function entryToRetry([newest]: readonly RecordEntry[], version: string): RecordEntry | undefined {
  return newest?.status === 'failed' && newest.version === version ? newest : undefined;
}

/** The record of what is live, of those of one environment, newest first. */
export function liveEntry(entries: readonly RecordEntry[]): RecordEntry | undefined {
  return entries.find(({ status }) => status === 'succeeded');
}

/** The record of what was there before `current`, or before what is live. */
export function entryBefore(
  entries: readonly RecordEntry[],
  current: string | undefined,
): RecordEntry | undefined {
  const version = current ?? liveEntry(entries)?.version;
  const good = entries.filter(({ status }) => status === 'succeeded');
  // Of what was put there by other means there is no record: then the newest one tells of what was there before.
  const at = good.findIndex((entry) => entry.version === version);
  return good.slice(at + 1).find((entry) => entry.version !== version);
}
