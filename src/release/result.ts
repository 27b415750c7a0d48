import type { VersionsBeforeAndAfter } from './environment-view.ts';
import type { FetchedLog } from './log-file.ts';
import type { Outcome } from './outcome.ts';
import type { ReleasePlan } from './plan.ts';
import type { Count, DeployedPart, Deployment, Draft, Inspection } from './platform.ts';

/** The result of a notification. `skipped`: it was not sent. */
export type Delivery = 'sent' | 'failed' | 'skipped';

/** The deliveries of the start and the end of a tracker's record. */
export interface TrackerDeliveries {
  readonly started: Delivery;
  readonly ended: Delivery;
}

/** One bar of the timeline. Times are in milliseconds since the Unix epoch. */
export interface Span {
  readonly section: string;
  readonly title: string;
  readonly from: number;
  readonly to: number;
  /** Whether it ended well. */
  readonly good: boolean;
}

/** A test that ran after the deployment. */
export interface TestCase {
  suite: string;
  name: string;
  status: 'passed' | 'failed' | 'error' | 'skipped';
  message: string;
}

/** All known facts about a release. The outputs, the result file and the summary are made from it. */
export interface ReleaseResult {
  readonly plan?: ReleasePlan;
  readonly outcome: Outcome;
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** Milliseconds since the Unix epoch. */
  readonly endedAt: number;
  /** The process was stopped before the end: `endedAt` is when another process asked for it. */
  readonly endUnseen?: boolean;
  readonly inspection?: Inspection;
  readonly deployment?: Deployment;
  /** The applications, if each has a deployment of its own. */
  readonly parts?: readonly Required<DeployedPart>[];
  /** A draft that was not started and could not be deleted. */
  readonly left?: Draft;
  /** The platform's last status of the deployment, verbatim. */
  readonly platformStatus?: string;
  readonly counts: readonly Count[];
  /** The tests that ran after the deployment; absent if none were asked for. */
  readonly testCases?: readonly TestCase[];
  /** The deliveries by the names of the trackers. A tracker that is missing was not notified. */
  readonly trackers: Readonly<Record<string, TrackerDeliveries>>;
  /** The trackers' ids of the records, by the names of the trackers. */
  readonly recordIds: Readonly<Record<string, string>>;
  /** One sentence for each failed notification of a tracker. */
  readonly trackerTrouble: readonly string[];
  /** The component's versions in the environments, as a tracker reports them. */
  readonly rows?: VersionsBeforeAndAfter;
  readonly timeline: readonly Span[];
  /** The path of the platform's log. */
  readonly logFile?: string;
  /** The first lines of that log. */
  readonly logExcerpt?: string;
  /** The log, if it is still being fetched when everything else is known; a sentence if it cannot be fetched. */
  readonly late?: Promise<FetchedLog | string>;
}

/** The result of a run that ended before there was a plan. Times are in milliseconds since the Unix epoch. */
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
