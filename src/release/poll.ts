import type { Clock } from '../shared/clock.ts';
import { formatDuration, messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import { PollFailed, withLastFailure } from './outcome.ts';
import type { Pace, StatusReading } from './platform.ts';

const SHORTEST_MS = 1_000;
const LONGEST_MS = 14_000;
const SHARE_OF_AGE = 0.1;

/** The time between progress lines, in milliseconds: they show that the wait continues and do not fill the log. */
export const HEARTBEAT_MS = 60_000;

/**
 * The pause before the next status reading, in milliseconds. A tenth of the age keeps the relative delay of noticing
 * the end constant. The lower bound prevents a burst of requests for young deployments. The upper bound limits the
 * delay for old ones to 15 s, including the reading itself. For deployments of 5 s to 2 h, as many short ones as long
 * ones, the end is noticed late by 3.7 % of the deployment's length, with 91 readings. A fixed pause of 10 s is 12.7
 * % late, with 98 readings (bench/waiting.ts).
 * @param ageMs time since the wait started, in milliseconds
 */
export function nextDelay(pace: Pace, ageMs: number): number {
  if (pace !== 'auto') return pace;
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.round(ageMs * SHARE_OF_AGE)));
}

/** The dependencies of polling. */
interface PollOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly pace: Pace;
  readonly log: Log;
}

/**
 * Creates a function that repeats a failed status reading until one succeeds, because a failed reading does not end
 * the deployment. The first failure in a row is logged; the first second one is a warning with advice. The function
 * rejects with the signal's reason, which has the last failure as its cause, and with any error other than
 * `PollFailed`.
 */
export function retryReads({
  clock,
  signal,
  pace,
  log,
}: PollOptions): <T>(read: () => Promise<T>) => Promise<T> {
  let warned = false;

  function logFailure(failed: PollFailed, inARow: number): void {
    const what = messageOf(failed.cause);
    if (inARow === 1) log.info(`  ${what} Trying again.`);
    if (inARow === 1 || warned) return;
    warned = true;
    log.warning(
      `${what} The deployment continues. Its status is read until \`timeout\` ends. ${failed.outcome.advice ?? ''}`.trim(),
    );
  }

  return async (read) => {
    const began = clock.now();
    let last: PollFailed | undefined;
    for (let inARow = 1; ; inARow++) {
      try {
        if (last) await clock.sleep(nextDelay(pace, clock.now() - began), signal);
        return await read();
      } catch (error) {
        if (!(error instanceof PollFailed))
          throw last && signal.aborted ? withLastFailure(error, last) : error;
        logFailure(error, inARow);
        last = error;
      }
    }
  };
}

/**
 * Reads the status until the operation is over. Logs each change, and a line every `HEARTBEAT_MS`. Repeats a reading
 * that fails with `PollFailed`. Rejects with the signal's reason when waiting is interrupted.
 * @param what the name of the operation in the log
 */
export async function pollUntilEnd<T>(
  what: string,
  read: () => Promise<StatusReading<T>>,
  watch: PollOptions,
): Promise<T> {
  const began = watch.clock.now();
  let last: string | undefined;
  let reportedAt = began;
  const insist = retryReads(watch);
  for (;;) {
    const reading = await insist(read);
    const now = watch.clock.now();
    const face = `${reading.phase}\n${reading.status}`;
    if (face !== last || now - reportedAt >= HEARTBEAT_MS) {
      watch.log.info(formatProgress(what, reading, now - began, face === last));
      last = face;
      reportedAt = now;
    }
    if (reading.phase === 'over') return reading.result;
    watch.log.progress?.(`${what} ${reading.status}${noteOf(reading)}`, now - began);
    await watch.clock.sleep(nextDelay(watch.pace, now - began), watch.signal);
  }
}

/** Formats a log line: the status, the age, and whether the status is unchanged. */
function formatProgress(
  what: string,
  reading: StatusReading<unknown>,
  ageMs: number,
  still: boolean,
): string {
  return `  ${what} ${still ? 'still ' : ''}${reading.status} after ${formatDuration(ageMs)}${noteOf(reading)}`;
}

function noteOf(reading: StatusReading<unknown>): string {
  return reading.phase === 'underway' && reading.note ? `: ${reading.note}` : '';
}
