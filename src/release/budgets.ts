/**
 * How long things may take that hold up a run, in milliseconds, in one place: a test adds them up against what the
 * runner and the users are promised.
 */

/** What all trackers together may add. */
export const TRACKERS_MS = {
  /** At the start: looking for earlier records, ending those that are over, opening new ones. */
  start: 10_000,
  /** The most that looking for earlier records takes of it, so that something is left for the others. */
  lookUp: 7_000,
  /**
   * At the end, in all; what was not sent when the deployment ends gets a last moment of it. A cancelled run gives that
   * moment too: a request that is abandoned may reach the server after the end, which would then be open again.
   */
  end: {
    normal: { lastMoment: 1_000, all: 26_500 },
    urgent: { lastMoment: 500, all: 3_000 },
  },
  /** The views of the environments, before the records end and after. What comes later is left out. */
  view: { before: 500, after: 3_000 },
} as const;

/**
 * How long a tracker's request is tried again. A start is repeated while the deployment runs; an end and a look-up a
 * little less long than trackers are given, so that the last refusal is what is reported.
 */
export const TRACKER_PATIENCE_MS = { start: 120_000, end: 25_000, traces: 6_000 } as const;

/** What is done about a draft or a deployment that nobody waits for any more. `haste`: the run is cancelled. */
export const DISCARD_MS = { calm: 30_000, haste: 2_000, afterwards: 12_000 } as const;
export const ABORT_MS = { calm: 600_000, haste: 2_000 } as const;
export const LAST_LOOK_MS = { calm: 10_000, haste: 2_000 } as const;

/** How long the post phase watches a deployment whose end may be near. */
export const POST_WATCH_MS = 15_000;
