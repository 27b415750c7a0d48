import { HttpFailure } from '../../http/failure.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { nextDelay, retryReads } from '../../release/poll.ts';
import type { BusyWatch } from './busy.ts';
import type { LifeTime, StartOptions } from './client.ts';
import { explaining, isOverlap, isRefusal } from './explain.ts';

export interface Start extends StartOptions {
  readonly plan: string;
  /** Whether a start that collides with another deployment waits for it. */
  readonly patient: boolean;
  readonly busy: BusyWatch;
}

/** A start that was accepted can go unseen in the status for a moment. */
const UNSEEN_LOOKS = 3;
const UNSEEN_PAUSE_MS = 2_000;

/**
 * Starts a plan. LifeTime starts a plan once at most, so after an answer that leaves it open the status decides; one
 * that is still only saved is started again, once. A start that collides with another deployment waits for its end.
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
      const again = await mayTryAgain(error, start, run.clock.now() - began, run, unanswered);
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
  // What may be under way is looked at for as long as there is time.
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
  ageMs: number,
  run: PlatformRun,
  unanswered: number,
): Promise<boolean> {
  if (patient && isRefusal(failure)) {
    const occupant = await busy.look(run);
    if (occupant) {
      run.log.info(`  ${failure.message}`);
      await busy.wait(run);
      return true;
    }
    // It may have ended between the refusal and the look.
    if (isOverlap(failure)) {
      run.log.info(`  ${failure.message} Trying again.`);
      await run.clock.sleep(nextDelay(run.pace, ageMs), run.signal);
      return true;
    }
  }
  return failure.mayHaveActed && unanswered === 0;
}
