import { HttpFailure } from '../../http/failure.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { nextDelay, retryReads } from '../../release/poll.ts';
import type { BusyWatch } from './busy.ts';
import type { LifeTime } from './client.ts';
import { explaining, isOverlap, isRefusal } from './explain.ts';
import type { StartOptions } from './plans-api.ts';

/** The plan to start, and what to do if the target is busy. */
interface Start extends StartOptions {
  readonly plan: string;
  /** Whether to wait if another deployment is running. */
  readonly patient: boolean;
  readonly busy: BusyWatch;
}

/** How many times the status is read after a doubtful start, because an accepted start may not show at once. */
const UNSEEN_LOOKS = 3;
const UNSEEN_PAUSE_MS = 2_000;

/**
 * Starts a plan. LifeTime starts a plan at most once, so after a doubtful answer the status decides. If the plan is
 * still saved, the start is sent again once. If another deployment is running and `patient` is set, it waits for its
 * end.
 * @throws Halt, PollFailed, or the signal's reason
 */
export async function startPlan(lifetime: LifeTime, start: Start, run: PlatformRun): Promise<void> {
  const began = run.clock.now();
  let unanswered = 0;
  for (;;) {
    try {
      return await lifetime.start(start.plan, start, run.signal);
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      if (await hasBegun(lifetime, start.plan, error.mayHaveActed, run)) return;
      const again = await mayTryAgain(error, start, { ageMs: run.clock.now() - began, unanswered }, run);
      if (!again) return explaining('start', () => Promise.reject(error));
      if (error.mayHaveActed) unanswered++;
    }
  }
}

async function hasBegun(
  lifetime: LifeTime,
  plan: string,
  doubtful: boolean,
  run: PlatformRun,
): Promise<boolean> {
  // If the deployment may be running, failed status requests are repeated until the run is out of time.
  const underway = doubtful ? { graceUntilMs: 0 } : undefined;
  const ask = () => explaining('look', () => lifetime.status(plan, run.signal, underway));
  const insist = retryReads(run);
  for (let look = 1; ; look++) {
    const { status } = await (doubtful ? insist(ask) : ask());
    if (status !== 'saved') return true;
    if (!doubtful || look === UNSEEN_LOOKS) return false;
    await run.clock.sleep(UNSEEN_PAUSE_MS, run.signal);
  }
}

async function mayTryAgain(
  failure: HttpFailure,
  { patient, busy }: Start,
  { ageMs, unanswered }: { readonly ageMs: number; readonly unanswered: number },
  run: PlatformRun,
): Promise<boolean> {
  if (patient && isRefusal(failure)) {
    const occupant = await busy.look(run);
    if (occupant) {
      run.log.info(`  ${failure.message}`);
      await busy.wait(run);
      return true;
    }
    // The other deployment may have ended between the refusal and the check.
    if (isOverlap(failure)) {
      run.log.info(`  ${failure.message} Trying again.`);
      await run.clock.sleep(nextDelay(run.pace, ageMs), run.signal);
      return true;
    }
  }
  return failure.mayHaveActed && unanswered === 0;
}
