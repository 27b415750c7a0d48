import type { Clock } from '../shared/clock.ts';
import { formatTimestamp } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import type { Announcement } from './announcement.ts';
import { HISTORY_MS } from './budgets.ts';
import type { Outcome } from './outcome.ts';
import { TrackerFailure } from './tracker.ts';
import type { PromotionStatus, VersionHistory } from './version-history.ts';

/** A condition for promotion: the version must have succeeded in another environment. */
export interface Gate {
  readonly history: VersionHistory;
  /** The environment where the version must have succeeded. */
  readonly from: string;
}

/** The dependencies of `passGate`. */
interface GateOptions {
  readonly log: Log;
  readonly clock: Clock;
  readonly cancel: AbortSignal;
}

/**
 * Asks the version history whether the version may be deployed. A history that cannot be asked refuses too, because
 * the gate exists to stop unproven versions.
 * @returns the refusal; undefined if the version may be deployed
 * @throws the reason of `cancel` if the run is cancelled
 */
export async function passGate(
  { history, from }: Gate,
  announcement: Announcement,
  { log, clock, cancel }: GateOptions,
): Promise<Outcome | undefined> {
  const alarm = clock.alarm(HISTORY_MS.gate, () => late(history));
  try {
    const passage = await history.promotionStatus(
      announcement,
      from,
      AbortSignal.any([cancel, alarm.signal]),
    );
    const refusal = judgePromotion(announcement, passage);
    if (refusal === undefined)
      log.info(
        `${announcement.component} ${announcement.version} has succeeded in ${passage.environment}: it may be deployed.`,
      );
    return refusal;
  } catch (error) {
    if (!(error instanceof TrackerFailure)) throw error;
    return {
      status: 'refused',
      reason: `\`promote-from: ${from}\` could not be checked in the ${history.title}, so nothing was deployed: ${error.message}`,
      advice: error.advice,
    };
  } finally {
    alarm.cancel();
  }
}

function late({ title }: VersionHistory): TrackerFailure {
  return new TrackerFailure(
    `it did not answer within ${HISTORY_MS.gate / 1000} s.`,
    false,
    `Check why the ${title} is slow, then run this again.`,
  );
}

/** Derives the refusal from a promotion status; undefined if the version may be deployed. */
export function judgePromotion(
  { component, version }: Pick<Announcement, 'component' | 'version'>,
  { succeeded, environment, live, word }: PromotionStatus,
): Outcome | undefined {
  if (succeeded) return undefined;
  const fate = word === undefined ? 'it was never there' : `there it is ${word.replaceAll('_', ' ')}`;
  const since = live?.since === undefined ? '' : `, since ${formatTimestamp(live.since)}`;
  const there = live
    ? `The last version that succeeded there is ${live.version}${since}.`
    : 'Nothing has succeeded there yet.';
  return {
    status: 'refused',
    reason: `${component} ${version} has not succeeded in ${environment}: ${fate}. ${there} Nothing was deployed.`,
    advice: `Deploy ${version} to ${environment} first, or deploy a version that has succeeded there.`,
  };
}
