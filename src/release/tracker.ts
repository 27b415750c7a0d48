import type { Announcement } from './announcement.ts';
import type { Outcome } from './outcome.ts';
import type { Deployment } from './platform.ts';
import type { RunMarker } from './run-marker.ts';
import type { VersionHistory } from './version-history.ts';

/** How the announced release ended. */
export interface Conclusion {
  readonly outcome: Outcome;
  /** Milliseconds since the Unix epoch. */
  readonly endedAt: number;
  readonly deployment?: Deployment;
}

/** One release's record in a tracker, as far as this process knows it. */
export interface TrackerRecord {
  /** Absent while the tracker has not told it, and for good where it keeps no ids. */
  readonly id: string | undefined;
  /** Saves the id before it returns, so that another process can end the record. */
  keep(id: string): void;
}

/** A system that keeps a record of deployments. A new one is a new file and a line in `registry.ts`. */
export interface Tracker {
  /** Its key in the registry and in the output `trackers`. */
  readonly name: string;
  /** The product's name as people write it. */
  readonly title: string;
  /**
   * Opens the record.
   * @throws TrackerFailure
   */
  start(announcement: Announcement, record: TrackerRecord, signal: AbortSignal): Promise<void>;
  /**
   * Notes that the platform has begun. Absent where the tracker knows only starts and ends.
   * @throws TrackerFailure
   */
  began?(
    announcement: Announcement,
    deployment: Deployment,
    record: TrackerRecord,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Ends the record. One whose id is not known is looked for: its start may have gone unanswered, or another process
   * may have opened it.
   * @throws TrackerFailure
   */
  end(
    announcement: Announcement,
    conclusion: Conclusion,
    record: TrackerRecord,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * What its records tell of deployments of the same component to the same environment, newest first. Absent where
   * the tracker can't be asked.
   * @throws TrackerFailure
   */
  earlierMarkers?(announcement: Announcement, signal: AbortSignal): Promise<readonly RunMarker[]>;
  /** What it can tell of where versions are. Absent where it keeps no such book. */
  readonly versionHistory?: VersionHistory;
}

/** Why a tracker was not told. Never a reason to change the deployment's verdict. */
export class TrackerFailure extends Error {
  override readonly name = 'TrackerFailure';
  /** The tracker understood and said no (credentials or data): trying again won't help, a person must act. */
  readonly refused: boolean;
  readonly advice: string;
  /** Whether it is told as an error and not as a warning. */
  readonly loud: boolean;

  constructor(message: string, refused: boolean, advice: string, cause?: unknown, loud = refused) {
    super(message, { cause });
    this.refused = refused;
    this.advice = advice;
    this.loud = loud;
  }
}
