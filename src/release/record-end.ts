import type { Announcement } from './announcement.ts';
import type { RecordState } from './journal.ts';
import { exitCode, hasSucceeded, type Status } from './outcome.ts';
import type { ReleasePlan } from './plan.ts';

/**
 * How far an earlier release came, as the platform reports it now. `not-started`: it has no deployment that is found.
 * `incomplete`: its deployments ended well, and applications or steps of it are left.
 */
export type Progress = 'not-started' | 'under-way' | 'incomplete' | 'succeeded' | 'failed';

/**
 * The end that an earlier process saved for its records. `provisional`: it stopped watching before the end. `definite`:
 * the platform, a policy or a step had decided, or nobody knows why.
 */
export type SavedEnd = 'none' | 'provisional' | 'definite' | 'good';

/**
 * The end that the records of an earlier release get. `observed`: the one that this run waits for. `reported`: the one
 * that the platform reports, at once. `saved`: the saved one, at once. `awaited`: that of this run, if it deploys
 * nothing and the target has the version; otherwise that of a release that was stopped.
 */
export type EndSource = 'observed' | 'reported' | 'saved' | 'awaited';

const sources: Readonly<Record<Progress, Readonly<Record<SavedEnd, EndSource>>>> = {
  'not-started': { none: 'awaited', provisional: 'awaited', definite: 'saved', good: 'saved' },
  'under-way': { none: 'observed', provisional: 'observed', definite: 'observed', good: 'observed' },
  incomplete: { none: 'awaited', provisional: 'awaited', definite: 'saved', good: 'saved' },
  succeeded: { none: 'reported', provisional: 'reported', definite: 'reported', good: 'reported' },
  failed: { none: 'reported', provisional: 'reported', definite: 'reported', good: 'reported' },
};

/** Decides which end the records of an earlier release get. */
export function endSourceOf(progress: Progress, saved: SavedEnd): EndSource {
  return sources[progress][saved];
}

/** Classifies the status of a release that has ended; undefined if it has not. */
export function savedEndOf(status: Status | undefined): SavedEnd {
  if (status === undefined || status === 'pending-review') return 'none';
  if (hasSucceeded(status)) return 'good';
  const code = exitCode(status);
  return code === 3 || code === 130 ? 'provisional' : 'definite';
}

/** Whether the end is a success that the records may contradict. */
export function isCorrection(saved: SavedEnd, status: Status): boolean {
  return saved !== 'good' && hasSucceeded(status);
}

/**
 * Whether a record that needs no end any more can take a later one.
 * @param corrects whether the tracker replaces an end that it has by a later one
 */
export function isReplaceable(state: RecordState, corrects: boolean): boolean {
  switch (state) {
    case 'ended':
      return corrects;
    // The tracker was sent no end.
    case 'skipped':
      return true;
    case 'asked':
    case 'open':
    case 'refused':
      return false;
  }
}

/** Whether the target of a release is the one of a record, with the same version. */
export function isSameVersion(record: Announcement, plan: ReleasePlan): boolean {
  return (
    record.component === plan.component &&
    record.version === plan.version &&
    record.environment === plan.environment
  );
}
