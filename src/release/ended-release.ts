import { announcementOf } from './announcement.ts';
import { stepNames, stoppedBefore } from './follow-ups.ts';
import { blankEntry, type Change, type JournalEntry, type RecordNote, type RecordNotes } from './journal.ts';
import { hasSucceeded, type Outcome } from './outcome.ts';
import { openTrackerRecords, type ReleaseContext, type ReleaseState } from './phases.ts';
import type { DeploymentEnd } from './platform.ts';
import type { FinishedDeployment } from './read-earlier.ts';
import { endSourceOf, type Progress, type SavedEnd, savedEndOf } from './record-end.ts';
import type { Records } from './records.ts';
import type { RecordTrace } from './run-marker.ts';
import type { Conclusion } from './tracker.ts';

/** A release that is over: its records and its end. */
export interface EndedRelease {
  readonly records: Records;
  readonly conclusion: Omit<Conclusion, 'endedAt'>;
  /** The end that its records have or were to get. */
  readonly saved: SavedEnd;
  /** Whether the records get the end of this run, if this run deploys nothing and the target has the version. */
  readonly isAwaited: boolean;
  /** Its entry for the journal, which has none of it yet. */
  readonly entry?: Change;
}

/** The end that the saved state of an earlier process has for its records. */
export function savedEndIn({ end, status }: JournalEntry): SavedEnd {
  return savedEndOf(end?.outcome.status ?? status);
}

/** Whether the saved state has records that were ended without success. */
export function hasBadEnds(earlier: JournalEntry): boolean {
  const isEnded = Object.values(earlier.trackers).some((note) => note?.state === 'ended');
  return isEnded && savedEndIn(earlier) !== 'good';
}

/** The end of the release in the saved state, whose deployment is over. Its journal knows its records and steps. */
export function endOfSaved(
  earlier: JournalEntry,
  { records }: ReleaseState,
  { deployment, ...end }: FinishedDeployment,
  { platform }: ReleaseContext,
): EndedRelease {
  const due = earlier.followUps?.due ?? [];
  const saved = savedEndIn(earlier);
  const canGoOn = due.every((name) => stepNames(platform).includes(name));
  const known = due.length > 0 ? earlier.end?.outcome : undefined;
  return {
    records,
    conclusion: { outcome: known ?? stoppedBefore(due, end.outcome), deployment },
    saved,
    isAwaited: canGoOn && endSourceOf(progressOf(end, due), saved) === 'awaited',
  };
}

/** The end of the release in the saved state, if no deployment of it is found. */
export function endOfNeverStarted(earlier: JournalEntry, { records }: ReleaseState): EndedRelease {
  const saved = savedEndIn(earlier);
  const source = endSourceOf('not-started', saved);
  const outcome = source === 'saved' ? earlier.end?.outcome : undefined;
  return {
    records,
    conclusion: { outcome: outcome ?? neverStarted },
    saved,
    isAwaited: source === 'awaited',
  };
}

/** The end of a deployment that this run has joined and that did not end well. */
export function endOfJoined(
  { records }: ReleaseState,
  conclusion: EndedRelease['conclusion'],
  isPartial = false,
): EndedRelease {
  const source = endSourceOf(isPartial ? 'incomplete' : 'failed', 'none');
  return { records, conclusion, saved: 'none', isAwaited: source === 'awaited' };
}

/** The end of a release that only its run markers show. Its attempt was stopped, so its steps had not ended either. */
export function endOfTraced(
  context: ReleaseContext,
  { trackerTime }: ReleaseState,
  { deployment, plan, records: traces, ...end }: FinishedDeployment,
): EndedRelease {
  const { startedAt } = context;
  const due = stepNames(context.platform);
  const saved = savedEndOfTraces(traces);
  const notes = notesOf(traces);
  return {
    records: openTrackerRecords(context, () => announcementOf(plan, startedAt), trackerTime, notes),
    conclusion: { outcome: stoppedBefore(due, end.outcome), deployment },
    saved,
    isAwaited: endSourceOf(progressOf(end, due), saved) === 'awaited',
    entry: {
      ...blankEntry(plan, startedAt),
      trackers: notes,
      launch: 'accepted',
      deployment,
      ...(due.length > 0 && { followUps: { due } }),
    },
  };
}

function progressOf({ outcome, isPartial }: Omit<DeploymentEnd, 'counts'>, due: readonly string[]): Progress {
  if (isPartial) return 'incomplete';
  if (!hasSucceeded(outcome.status)) return 'failed';
  return due.length > 0 ? 'incomplete' : 'succeeded';
}

/** The end of records that nobody described. Why a record was ended without success is not known. */
function savedEndOfTraces(records: readonly RecordTrace[]): SavedEnd {
  if (records.some(({ isOpen }) => isOpen)) return 'none';
  return records.every(({ isGood }) => isGood) ? 'good' : 'definite';
}

function noteOf({ id, isOpen }: RecordTrace): RecordNote {
  return { state: isOpen ? 'asked' : 'ended', id, started: 'skipped' };
}

/** The notes of the records that may need another end. */
function notesOf(records: readonly RecordTrace[]): RecordNotes {
  const openLast = records.toSorted((one, other) => Number(one.isOpen) - Number(other.isOpen));
  return Object.fromEntries(
    openLast.flatMap((record) => (record.isGood ? [] : [[record.tracker, noteOf(record)] as const])),
  );
}

const neverStarted: Outcome = {
  status: 'cancelled',
  reason: 'An earlier run was stopped before a deployment was started.',
};
