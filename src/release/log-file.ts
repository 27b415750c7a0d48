import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/format.ts';
import type { Deployment, Platform } from './platform.ts';

/** How long the platform's log may take in all, in milliseconds from the end of the deployment. */
const BUDGET_MS = 30_000;
/** For how much of that the outcome waits: who looks for the reason of a failure needs the log beside it. */
const OUTCOME_WAITS_MS = { green: 2_000, red: 10_000 } as const;

export interface FetchedLog {
  readonly logFile?: string;
  readonly logExcerpt?: string;
}

/** Fetches the platform's whole log. One that can't be had is a sentence for a warning. */
export async function fetchLog(
  { platform, clock, logFile, cancel }: FetchingLog,
  deployment: Deployment,
): Promise<FetchedLog | string> {
  const alarm = clock.alarm(BUDGET_MS, () => new Error(`it was not there within ${BUDGET_MS / 1000} s.`));
  try {
    const signal = AbortSignal.any([alarm.signal, cancel]);
    return { logExcerpt: await platform.log(deployment, logFile, signal), logFile };
  } catch (error) {
    return `The log of ${platform.name} could not be fetched: ${messageOf(error)}`;
  } finally {
    alarm.cancel();
  }
}

/** A log, a sentence on why there is none, or one that is still on its way. */
export type PendingLog = FetchedLog | string | { readonly late: Promise<FetchedLog | string> };

/**
 * Waits for a log as long as the outcome may.
 * @param endedAt when the deployment ended, in milliseconds since the Unix epoch
 */
export async function waitForLog(
  fetching: Promise<FetchedLog | string>,
  verdict: keyof typeof OUTCOME_WAITS_MS,
  endedAt: number,
  clock: Clock,
): Promise<PendingLog> {
  const left = OUTCOME_WAITS_MS[verdict] - (clock.now() - endedAt);
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

export interface FetchingLog {
  readonly platform: Platform;
  readonly clock: Clock;
  /** Where the platform's log goes. */
  readonly logFile: string;
  readonly cancel: AbortSignal;
}
