import type { PausableDeadline } from './deadline.ts';
import { blankEntry } from './journal.ts';
import type { ReleaseContext, ReleaseState } from './phases.ts';
import type { Records } from './records.ts';
import type { Conclusion } from './tracker.ts';

/** A release that is over: its records and its end. */
export interface EndedRelease {
  readonly records: Records;
  readonly conclusion: Omit<Conclusion, 'endedAt'>;
  /**
   * Its deployment ended well and its steps had not. If the target still has the version, this run takes these steps,
   * and the records get their end.
   */
  readonly isContinued?: boolean;
}

/** Ends the records that earlier releases left open, within the trackers' time at the start. */
export async function endEarlier(
  all: readonly EndedRelease[],
  { trackerTime }: Pick<ReleaseState, 'trackerTime'>,
  timeout: PausableDeadline,
): Promise<void> {
  timeout.pause();
  for (const { records, conclusion } of all) await records.endEarlier(conclusion, trackerTime);
  timeout.start();
}

/**
 * Ends the records of earlier releases and starts a new release. If some of them cannot be ended, the journal keeps the
 * last of those releases until this one opens its own records. If it opens none, this release or another process ends
 * the old ones.
 * @param all the releases that are over, oldest first
 * @param fresh the records of this release
 */
export async function startOver(
  context: ReleaseContext,
  state: ReleaseState,
  {
    all,
    fresh,
    timeout,
  }: { readonly all: readonly EndedRelease[]; readonly fresh: Records; readonly timeout: PausableDeadline },
): Promise<void> {
  const continued = all.findLast(({ isContinued }) => isContinued);
  const over = all.filter((each) => each !== continued);
  await endEarlier(over, state, timeout);
  Object.assign(state, { plan: context.plan, launched: 'no', counts: [] });
  const supersede = (): void => {
    Object.assign(state, { records: fresh, unended: undefined });
    context.journal.write({
      ...blankEntry(state.plan, context.startedAt),
      deployment: undefined,
      draft: state.draft,
      status: undefined,
      end: undefined,
      followUps: undefined,
    });
  };
  const unended = continued ?? over.findLast(({ records }) => records.isOpen);
  if (unended === undefined) return supersede();
  state.records = unended.records;
  state.unended = {
    conclusion: unended.conclusion,
    isContinued: unended === continued,
    async supersede() {
      if (unended === continued) await unended.records.endEarlier(unended.conclusion, state.trackerTime);
      supersede();
    },
  };
}
