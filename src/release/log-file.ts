import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/format.ts';
import { LOG_MS } from './budgets.ts';
import type { Deployment, Platform } from './platform.ts';

/** The path of the platform's log, and its first lines. Absent if there is no log. */
export interface FetchedLog {
  readonly logFile?: string;
  readonly logExcerpt?: string;
}

/**
 * Fetches the platform's whole log.
 * @returns the log, or a sentence for a warning if it cannot be fetched
 */
export async function fetchLog(
  { platform, clock, logFile, cancel }: FetchingLog,
  deployment: Deployment,
): Promise<FetchedLog | string> {
  const alarm = clock.alarm(
    LOG_MS.fetch,
    () => new Error(`it did not arrive within ${LOG_MS.fetch / 1000} s.`),
  );
  try {
    const signal = AbortSignal.any([alarm.signal, cancel]);
    return { logExcerpt: await platform.log(deployment, logFile, signal), logFile };
  } catch (error) {
    return `The log of ${platform.name} could not be fetched: ${messageOf(error)}`;
  } finally {
    alarm.cancel();
  }
}

/** A log, a sentence that states why there is none, or a log that is still being fetched. */
type PendingLog = FetchedLog | string | { readonly late: Promise<FetchedLog | string> };

/**
 * Waits for a log as long as the outcome may wait.
 * @param verdict selects the time limit
 * @param endedAt when the deployment ended, in milliseconds since the Unix epoch
 */
export async function waitForLog(
  fetching: Promise<FetchedLog | string>,
  verdict: keyof typeof LOG_MS.outcomeWaits,
  endedAt: number,
  clock: Clock,
): Promise<PendingLog> {
  const left = LOG_MS.outcomeWaits[verdict] - (clock.now() - endedAt);
  const alarm = clock.alarm(Math.max(0, left), () => new Error());
  const late = new Promise<PendingLog>((resolve) => {
    alarm.signal.addEventListener('abort', () => resolve({ late: fetching }), { once: true });
  });
  try {
    return await Promise.race([fetching, late]);
  } finally {
    alarm.cancel();
  }
}

/** The dependencies of `fetchLog`. */
interface FetchingLog {
  readonly platform: Platform;
  readonly clock: Clock;
  /** The path of the file that receives the platform's log. */
  readonly logFile: string;
  readonly cancel: AbortSignal;
}
