import { DISCARD_MS, LAST_LOOK_MS, LOG_MS, TRACKERS_MS } from '../../src/release/budgets.ts';

/** The time that a run without faults takes, and the input `timeout`. Both in seconds. */
export interface Course {
  readonly unbroken: number;
  readonly timeout: number;
}

const { start, end, view } = TRACKERS_MS;
const TRACKERS_SECONDS = (start + view.before + end.normal.all + view.after) / 1000;
const LOG_SECONDS = LOG_MS.fetch / 1000;
/** After the timeout: the last look, or the end of a draft, and then the log. */
const AFTER_TIMEOUT_SECONDS = Math.max(DISCARD_MS.calm, LAST_LOOK_MS.calm) / 1000 + LOG_SECONDS;

/** The post phase may take a minute. */
export const POST_SECONDS = 60;

/** Whether a request goes to a tracker. */
export const isOfTracker = (what: string): boolean => / \/(data|resources|api\/v\d|cdevents|v2)\b/.test(what);

/**
 * Returns how long a run may take if the answer to one request is distorted or missing, in seconds: the platform may use
 * `timeout`, the log and the trackers have their own budgets.
 * @param what a description of the request, for example `GET /suite/… 1`
 * @param fault the name of the fault
 */
export function budgetOf(what: string, fault: string, { unbroken, timeout }: Course): number {
  const whole = Math.max(unbroken, timeout) + AFTER_TIMEOUT_SECONDS;
  // Each byte of a drip moves the clock by ten seconds, also while the deployment itself continues.
  if (fault === 'drip') return whole + TRACKERS_SECONDS;
  if (isOfTracker(what)) return unbroken + TRACKERS_SECONDS;
  if (/log\b/.test(what)) return unbroken + LOG_SECONDS;
  return whole;
}
