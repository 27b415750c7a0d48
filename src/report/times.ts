/** The times of a result, as the result files and the outputs name them. */
interface ResultTimes {
  /** ISO 8601. */
  readonly 'started-at': string;
  /** ISO 8601. */
  readonly 'ended-at': string;
  /** A whole number. */
  readonly 'duration-seconds': number;
}

/**
 * Formats the start and the end of a run.
 * @param times milliseconds since the Unix epoch
 */
export function timesOf({
  startedAt,
  endedAt,
}: {
  readonly startedAt: number;
  readonly endedAt: number;
}): ResultTimes {
  return {
    'started-at': new Date(startedAt).toISOString(),
    'ended-at': new Date(endedAt).toISOString(),
    'duration-seconds': Math.round((endedAt - startedAt) / 1000),
  };
}
