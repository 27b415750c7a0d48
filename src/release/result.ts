import type { VersionsBeforeAndAfter } from './environment-view.ts';
import type { FetchedLog } from './log-file.ts';
import type { Outcome } from './outcome.ts';
import type { ReleasePlan } from './plan.ts';
import type {
  CodeQuality,
  Count,
  DeployedPart,
  Deployment,
  Draft,
  FollowUpReport,
  Inspection,
} from './platform.ts';

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

/** A test that ran after the deployment. Its texts come from servers and are untrusted. */
export interface TestCase {
  /** The rule or module that it belongs to. */
  readonly suite: string;
  readonly name: string;
  /** `error`: it could not be completed. */
  readonly status: 'passed' | 'failed' | 'error' | 'skipped';
  /** Why it has this status; empty if there is nothing to say. */
  readonly message: string;
}

/** The numbers of tests. Appian counts test cases, OutSystems scenarios. */
export interface TestCounts {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly errors: number;
}

/** All known facts about a release. The outputs, the result file and the summary are made from it. */
export interface ReleaseResult extends FollowUpReport {
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
  /** The code quality of what was deployed; absent if nothing is known. */
  readonly codeQuality?: readonly CodeQuality[];
  /** A draft that was not started and could not be deleted. */
  readonly left?: Draft;
  /** Set if the deployment had succeeded before this run, and this run deployed nothing. */
  readonly kept?: true;
  /** The platform's last status of the deployment, verbatim. */
  readonly platformStatus?: string;
  readonly counts: readonly Count[];
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
