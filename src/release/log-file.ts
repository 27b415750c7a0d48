import type { Clock } from './clock.ts';
import type { Deployment, Platform } from './platform.ts';
import { messageOf } from './words.ts';

/** The platform's log is fetched after the end and must not hold up the news of it for longer. */
const BUDGET_MS = 60_000;

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

export interface FetchingLog {
  readonly platform: Platform;
  readonly clock: Clock;
  /** Where the platform's log goes. */
  readonly logFile: string;
  readonly cancel: AbortSignal;
}
