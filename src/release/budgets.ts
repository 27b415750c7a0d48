/**
 * Time limits, in milliseconds, of the steps that can delay a run. They are in one file because a test adds them up
 * and checks the sums.
 */

/** Time limits for all trackers together. */
export const TRACKERS_MS = {
  /** At the start: finding earlier records, ending those that are over, opening new ones. */
  start: 10_000,
  /** The part of `start` that finding earlier records may use, so that time is left for the other steps. */
  lookUp: 7_000,
  /**
   * At the end. `all` is the total; `lastMoment` is the part of it for requests that are still in progress when the
   * deployment ends. A cancelled run waits for them too: an abandoned start may reach the server after the end and
   * open the record again.
   */
  end: {
    normal: { lastMoment: 1_000, all: 26_500 },
    urgent: { lastMoment: 500, all: 3_000 },
  },
  /** The views of the environments, before the records end and after. A view that takes longer is left out. */
  view: { before: 500, after: 3_000 },
} as const;

/**
 * How long a tracker's request is retried. A start is retried while the deployment runs. An end and a search for run
 * markers are retried for a little less than the trackers' time limit, so that the last refusal is reported.
 */
export const TRACKER_PATIENCE_MS = { start: 120_000, end: 25_000, markers: 6_000 } as const;

/** Time limits for a version history: for the gate of a promotion, and for the version to roll back to. */
export const HISTORY_MS = { gate: 30_000, previousVersion: 10_000 } as const;

/**
 * Time limits for the platform's log. `fetch`: for the whole log. `outcomeWaits`: how long the outcome waits for it
 * after the end of the deployment. A failure waits longer, because the log shows its reason.
 */
export const LOG_MS = { fetch: 30_000, outcomeWaits: { green: 2_000, red: 10_000 } } as const;

/**
 * Time limit for the code quality of what was deployed. It is read while the records end and the log is fetched, so
 * that it delays neither.
 */
export const CODE_QUALITY_MS = 5_000;

/**
 * Time limits for discarding a draft that nobody launched. `haste`: the run is cancelled. `afterwards`: the post
 * phase.
 */
export const DISCARD_MS = { calm: 30_000, haste: 2_000, afterwards: 12_000 } as const;
/** Time limits for aborting a deployment and watching it until its end. `haste`: the run is cancelled. */
export const ABORT_MS = { calm: 600_000, haste: 2_000 } as const;
/** Time limits for the last status reading before a deployment is left running. `haste`: the run is cancelled. */
export const LAST_LOOK_MS = { calm: 10_000, haste: 2_000 } as const;

/**
 * Time limits for the steps after the deployment. `least`: for configuration values, if less is left of `timeout`.
 * `post`: for the post phase to watch the deployment and to finish the steps, together.
 */
export const FOLLOW_UPS_MS = { least: 60_000, post: 19_000 } as const;

/**
 * Time limits of a checkup. All systems are asked at the same time: `system` is for all questions to one of them,
 * `patience` is how long one question is repeated.
 */
export const CHECKUP_MS = { system: 25_000, patience: 3_000 } as const;

/** How long the post phase watches a deployment that may end soon. */
export const POST_WATCH_MS = 15_000;
