import type { PausableDeadline } from './deadline.ts';
import type { EndedRelease } from './ended-release.ts';
import { blankEntry } from './journal.ts';
import type { Outcome } from './outcome.ts';
import type { ReleaseContext, ReleaseState } from './phases.ts';
import { isCorrection, isSameVersion } from './record-end.ts';
import type { Records } from './records.ts';
import type { Conclusion } from './tracker.ts';

/**
 * Ends the records that earlier releases left open or ended too early, within the trackers' time at the start.
 */
export async function endEarlier(
  all: readonly EndedRelease[],
  { trackerTime }: Pick<ReleaseState, 'trackerTime'>,
  timeout: PausableDeadline,
): Promise<void> {
  timeout.pause();
  for (const { records, conclusion, saved } of all) {
    if (isCorrection(saved, conclusion.outcome.status)) records.reopen();
    await records.endEarlier(conclusion, trackerTime);
  }
  timeout.start();
}

/**
 * Ends the records of earlier releases and starts a new release. The newest one whose end is awaited is ended with this
 * release. If some records are still open, the journal keeps the last of those releases until this one opens its own
 * records. If it opens none, this release or another process ends the old ones.
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
  const awaited = all.findLast(({ isAwaited }) => isAwaited);
  const over = all.filter((each) => each !== awaited);
  await endEarlier(over, state, timeout);
  // Fixed before the plan of this run replaces the one that the records were opened with.
  if (awaited) state.awaited = { ...awaited, announced: awaited.records.announced() };
  Object.assign(state, { plan: context.plan, launched: 'no', counts: [], due: undefined });
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
  const unended = [...over, ...(awaited ? [awaited] : [])].findLast(({ records }) => records.isOpen);
  if (unended === undefined) return supersede();
  if (unended === awaited && awaited.entry) context.journal.write(awaited.entry);
  state.records = unended.records;
  state.unended = {
    conclusion: unended.conclusion,
    async supersede() {
      state.awaited = undefined;
      await awaited?.records.endEarlier(awaited.conclusion, state.trackerTime);
      supersede();
    },
  };
}

/** The records that a release ends, and their end. */
interface Ending {
  readonly records: Records;
  readonly conclusion: Omit<Conclusion, 'endedAt'>;
}

/**
 * Chooses the records that end with this release: its own or those of an earlier one. If this run has deployed nothing
 * and the target has the version, the records of the awaited release get its end.
 */
export function endingOf(state: ReleaseState, outcome: Outcome): Ending {
  const { awaited, unended, launched, followed, records, plan, neverStarted } = state;
  // Without a component and a version, nobody knows the content of the records.
  if (neverStarted && plan.component && plan.version)
    records.adopt(neverStarted.filter(({ isOpen }) => isOpen));
  const own = { outcome, ...(typeof launched === 'object' && { deployment: launched }) };
  // The steps after the deployment are taken only if the target has the version.
  const isThere = launched === 'no' && followed !== undefined;
  if (!awaited || !isThere || !isSameVersion(awaited.announced, plan))
    return { records, conclusion: unended?.conclusion ?? own };
  if (isCorrection(awaited.saved, outcome.status)) awaited.records.reopen();
  if (!awaited.records.isOpen) return { records, conclusion: own };
  return { records: awaited.records, conclusion: { ...awaited.conclusion, outcome } };
}
