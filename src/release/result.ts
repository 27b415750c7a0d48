import type { VersionsBeforeAndAfter } from './environment-view.ts';
import type { FetchedLog } from './log-file.ts';
import type { Outcome } from './outcome.ts';
import type { ReleasePlan } from './plan.ts';
import type { Count, Deployment, Draft, Inspection } from './platform.ts';

export type Delivery = 'sent' | 'failed' | 'skipped';

export interface TrackerDeliveries {
  readonly started: Delivery;
  readonly ended: Delivery;
}

/** One bar of the timeline. Times in milliseconds since the Unix epoch. */
export interface Span {
  readonly section: string;
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly good: boolean;
}

/** Everything known about a release, from which outputs, result file and summary are made. */
export interface ReleaseResult {
  readonly plan?: ReleasePlan;
  readonly outcome: Outcome;
  readonly startedAt: number;
  readonly endedAt: number;
  /** The process was stopped before its end: `endedAt` is when another one asked for it. */
  readonly endUnseen?: boolean;
  readonly inspection?: Inspection;
  readonly deployment?: Deployment;
  /** What was not started and could not be taken back. */
  readonly left?: Draft;
  /** The platform's last word on the deployment, verbatim. */
  readonly platformStatus?: string;
  readonly counts: readonly Count[];
  /** By the trackers' names. What is missing was not notified. */
  readonly trackers: Readonly<Record<string, TrackerDeliveries>>;
  /** What the trackers call their records of this release. */
  readonly recordIds: Readonly<Record<string, string>>;
  readonly trackerTrouble: readonly string[];
  /** Where the component was and is, as a tracker tells. */
  readonly rows?: VersionsBeforeAndAfter;
  readonly timeline: readonly Span[];
  readonly logFile?: string;
  readonly logExcerpt?: string;
  /** The log that is still on its way when everything else is known; a sentence where it does not come. */
  readonly late?: Promise<FetchedLog | string>;
}

/** The account of a run that ended before there was a plan. */
export function resultWithoutRelease(outcome: Outcome, startedAt: number, endedAt: number): ReleaseResult {
  return {
    outcome,
    startedAt,
    endedAt,
    counts: [],
    trackers: {},
    recordIds: {},
    trackerTrouble: [],
    timeline: [],
  };
}
