import type { Clock } from '../shared/clock.ts';
import { formatDuration, messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import { PollFailed, withLastFailure } from './outcome.ts';
import type { Pace, StatusReading } from './platform.ts';

const SHORTEST_MS = 1_000;
const LONGEST_MS = 14_000;
const SHARE_OF_AGE = 0.1;

/** A line a minute proves that the wait is alive without drowning the log. */
export const HEARTBEAT_MS = 60_000;

/**
 * The pause before the next look, in milliseconds. A tenth of the age so far keeps the relative delay of noticing
 * the end constant; the bounds spare young deployments a burst of requests and old ones a late answer, no later than
 * 15 s together with the look itself. Over deployments of 5 s to 2 h, as many short ones as long ones, the end is known
 * 3.7 % of the deployment's length late, with 91 looks; a look every 10 s is 12.7 % late with 98 (bench/waiting.ts).
 */
export function nextDelay(pace: Pace, ageMs: number): number {
  if (pace !== 'auto') return pace;
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.round(ageMs * SHARE_OF_AGE)));
}

export interface PollOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly pace: Pace;
  readonly log: Log;
}

/**
 * Makes looks that fail be tried again until one succeeds, for what is under way does not end by that. A failure is
 * logged; from the second in a row on, once, as a warning with what to do. Rejects with the signal's reason, which
 * takes along the last failure.
 */
export function retryReads({
  clock,
  signal,
  pace,
  log,
}: PollOptions): <T>(look: () => Promise<T>) => Promise<T> {
  let warned = false;

  function tell(failed: PollFailed, inARow: number): void {
    const what = messageOf(failed.cause);
    if (inARow === 1) log.info(`  ${what} Looking again.`);
    if (inARow === 1 || warned) return;
    warned = true;
    log.warning(
      `${what} The deployment goes on and is looked at until \`timeout\` ends. ${failed.outcome.advice ?? ''}`.trim(),
    );
  }

  return async (look) => {
    const began = clock.now();
    let last: PollFailed | undefined;
    for (let inARow = 1; ; inARow++) {
      try {
        if (last) await clock.sleep(nextDelay(pace, clock.now() - began), signal);
        return await look();
      } catch (error) {
        if (!(error instanceof PollFailed))
          throw last && signal.aborted ? withLastFailure(error, last) : error;
        tell(error, inARow);
        last = error;
      }
    }
  };
}

/**
 * Looks until the end is seen, and tells each change and a heartbeat. A look that fails with `LookFailed` is tried
 * again. Rejects with the signal's reason when waiting is interrupted.
 * @param what what is waited for, as the log calls it
 */
export async function pollUntilEnd<T>(
  what: string,
  look: () => Promise<StatusReading<T>>,
  watch: PollOptions,
): Promise<T> {
  const began = watch.clock.now();
  let last: string | undefined;
  let told = began;
  const insist = retryReads(watch);
  for (;;) {
    const sighting = await insist(look);
    const now = watch.clock.now();
    const face = `${sighting.phase}\n${sighting.status}`;
    if (face !== last || now - told >= HEARTBEAT_MS) {
      watch.log.info(formatProgress(what, sighting, now - began, face === last));
      last = face;
      told = now;
    } else watch.log.progress?.(formatProgress(what, sighting, now - began, false));
    if (sighting.phase === 'over') return sighting.result;
    await watch.clock.sleep(nextDelay(watch.pace, now - began), watch.signal);
  }
}

/** One line for the log: what is seen, after how long, and whether it is news. */
function formatProgress(
  what: string,
  sighting: StatusReading<unknown>,
  ageMs: number,
  still: boolean,
): string {
  const note = sighting.phase === 'underway' && sighting.note ? `: ${sighting.note}` : '';
  return `  ${what} ${still ? 'still ' : ''}${sighting.status} after ${formatDuration(ageMs)}${note}`;
}
