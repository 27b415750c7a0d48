import type { Announcement } from './announcement.ts';
import type { CheckupRun, Findings } from './checkup.ts';
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

/** The record of one release in a tracker, as far as this process knows it. */
export interface TrackerRecord {
  /** Undefined until the tracker reports it, and always if the tracker keeps no ids. */
  readonly id: string | undefined;
  /** Saves the id before it returns, so that another process can end the record. */
  keep(id: string): void;
}

/** Where the records of a release will be, as far as the inputs say it. */
export interface RecordPlace {
  readonly component?: string;
  readonly environment?: string;
  /** The environment that `promote-from` names. */
  readonly gate?: string;
}

/** A system that keeps records of deployments. A new tracker needs a folder and a line in `registry.ts`. */
export interface Tracker {
  /** Its key in the registry and in the output `trackers`. */
  readonly name: string;
  /** The product's name as people write it. */
  readonly title: string;
  /**
   * Opens the record. Absent if the tracker records only ends.
   * @throws TrackerFailure
   */
  start?(announcement: Announcement, record: TrackerRecord, signal: AbortSignal): Promise<void>;
  /**
   * Records that the platform has started the deployment. Absent if the tracker supports only starts and ends.
   * @throws TrackerFailure
   */
  began?(
    announcement: Announcement,
    deployment: Deployment,
    record: TrackerRecord,
    signal: AbortSignal,
  ): Promise<void>;
  /** True if a later end of a record replaces the one that it has. Absent: an end that was sent is final. */
  readonly corrects?: true;
  /** Whether the tracker records this end. Absent if it records every end. */
  recordsEnd?(conclusion: Conclusion): boolean;
  /**
   * Ends the record. Searches for a record whose id is unknown: its start may have gone unanswered, or another
   * process may have opened it.
   * @throws TrackerFailure
   */
  end(
    announcement: Announcement,
    conclusion: Conclusion,
    record: TrackerRecord,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * The run markers in its records of the same component and environment, newest first. Absent if the tracker cannot
   * be searched.
   * @throws TrackerFailure
   */
  earlierMarkers?(announcement: Announcement, signal: AbortSignal): Promise<readonly RunMarker[]>;
  /**
   * Asks the tracker whether records could be kept, without changing anything. Absent if it cannot be asked.
   * @throws TrackerFailure, HttpFailure, or the signal's reason
   */
  examine?(place: RecordPlace, run: CheckupRun): Promise<Findings>;
  /** The versions in the environments. Absent if the tracker keeps no such history. */
  readonly versionHistory?: VersionHistory;
}

/** A failed notification of a tracker. It never changes the outcome of the deployment. */
export class TrackerFailure extends Error {
  override readonly name = 'TrackerFailure';
  /** The tracker refused the credentials or the data: a retry does not help, and a person must act. */
  readonly refused: boolean;
  /** A sentence that states what a person should do. */
  readonly advice: string;
  /** Whether it is logged as an error and not as a warning. */
  readonly loud: boolean;

  constructor(
    message: string,
    refused: boolean,
    advice: string,
    { cause, loud = refused }: { readonly cause?: unknown; readonly loud?: boolean } = {},
  ) {
    super(message, { cause });
    this.refused = refused;
    this.advice = advice;
    this.loud = loud;
  }
}
