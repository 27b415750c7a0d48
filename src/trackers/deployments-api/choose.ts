import type { Announcement } from '../../release/announcement.ts';
import { formatMarker, isEarlierAttempt, parseMarker } from '../../release/run-marker.ts';
import type { Conclusion } from '../../release/tracker.ts';
import type { RecordEntry } from './wire.ts';

/** The fields that this program saves in the metadata of a record. */
interface RecordMemo {
  /** The run marker, as `run-marker.ts` formats it. */
  readonly trace: string | undefined;
  /** The platform's id of the deployment. */
  readonly deploymentId: string | undefined;
  /** Id of the record that this rollback replaces. */
  readonly rollbackOfId: string | undefined;
}

/**
 * Reads the metadata of a record. Everyone who can write records can write it, so its values may only be used to find
 * an item to check. Malformed values become undefined.
 */
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

/** Whether the deployment of a record has not ended. */
export function isOpen({ status }: RecordEntry): boolean {
  return status === 'pending' || status === 'in_progress';
}

/**
 * Finds the open record of this step.
 * @param entries records of one component and environment, newest first
 */
export function ownEntry(entries: readonly RecordEntry[], { plan }: Announcement): RecordEntry | undefined {
  const trace = formatMarker(plan);
  return entries.find((entry) => isOpen(entry) && memoOf(entry).trace === trace);
}

/** Finds the open record of this step or of an earlier attempt, so that it can be continued. */
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
 * Finds the record to end if its id is unknown. In this order: the record that names the deployment, the open record
 * of this step, that of an earlier attempt and, if the run resumes a deployment, the newest open record of the
 * version.
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
 * Finds the failed record that this deployment retries. Only the newest record qualifies: an older one keeps its
 * date, so a later record would still count as live.
 */
export function entryToRetry([newest]: readonly RecordEntry[], version: string): RecordEntry | undefined {
  return newest?.status === 'failed' && newest.version === version ? newest : undefined;
}

/**
 * Finds the record of the live version.
 * @param entries records of one environment, newest first
 */
export function liveEntry(entries: readonly RecordEntry[]): RecordEntry | undefined {
  return entries.find(({ status }) => status === 'succeeded');
}

/**
 * Finds the newest successful record of another version before `current`, or before the live version if `current` is
 * undefined.
 */
export function entryBefore(
  entries: readonly RecordEntry[],
  current: string | undefined,
): RecordEntry | undefined {
  const version = current ?? liveEntry(entries)?.version;
  const good = entries.filter(({ status }) => status === 'succeeded');
  // A version that was deployed by other means has no record (index -1): then the newest success is the version
  // before.
  const at = good.findIndex((entry) => entry.version === version);
  return good.slice(at + 1).find((entry) => entry.version !== version);
}
