import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Examinable } from './checkup.ts';
import type { Downgrade } from './downgrade.ts';
import type { Outcome, Status } from './outcome.ts';
import type { Artifact } from './plan.ts';
import type { TestCase, TestCounts } from './result.ts';
import type { RunMarker } from './run-marker.ts';

/** `auto` adapts the pause to the age of the operation; a number is a fixed pause in milliseconds. */
export type Pace = 'auto' | number;

/** The values and callbacks that all steps of one run share. */
export interface PlatformRun {
  readonly clock: Clock;
  /** Aborted with an `Interrupted` when the run is cancelled or its time is over. */
  readonly signal: AbortSignal;
  readonly pace: Pace;
  readonly log: Log;
  /** Notes what is known of the inspection, the first time as soon as it has an id. */
  noteInspection(inspection: Inspection): void;
  /** Passes on the details that only the platform knows. It completes the plan before the records are opened. */
  complete(details: ReleaseDetails): void;
  /**
   * Asks whether the release may be deployed, as soon as its component and version are known and before anything is
   * sent that changes the platform. Absent if there is no such condition.
   * @throws Halt if it may not
   */
  admit?(): Promise<void>;
  /**
   * Saves a draft that exists or may exist on the platform without having started; undefined removes it. The draft is
   * saved before this returns, so that it is discarded even if the process dies.
   */
  keep(draft: Draft | undefined): void;
  /**
   * Saves the next deployment of a release that has several, one after the other. Absent if this run must not begin
   * anything.
   */
  advance?(deployment: Deployment): void;
}

/** The name, version and target of a release. */
export interface Identity {
  readonly environment?: string;
  readonly component?: string;
  readonly version?: string;
  readonly hosts?: readonly string[];
}

/** The details of a release that the platform reports. Values that the user gave take precedence. */
export interface ReleaseDetails extends Identity {
  /** The version that the environment has now, before the deployment. */
  readonly replaces?: string;
  /** The applications of which the environment has a newer version. */
  readonly downgrades?: readonly Downgrade[];
  /** The package that was exported to be deployed. */
  readonly package?: Artifact;
  /** All files of the deployment, including the package. */
  readonly files?: readonly Artifact[];
}

/** The result of an export. */
export interface ExportResult {
  readonly package: Artifact;
  /** All files, including the package. */
  readonly files: readonly Artifact[];
  /** The path of the folder with the files and a manifest; absent if there is none. */
  readonly folder?: string;
  /** The path of the platform's log of the export. */
  readonly logFile?: string;
}

/**
 * A deployment that was or may have been created, and has not started; or a request that starts one, whose answer has
 * not arrived.
 */
export interface Draft {
  /**
   * A text that the platform shows with the draft. It identifies the draft while its id is unknown. Empty if there is
   * none.
   */
  readonly marker: string;
  readonly id?: string;
  readonly url?: string;
  /** For a draft that is made from a file and carries no marker: the file's name, and the ids that existed before. */
  readonly upload?: { readonly name: string; readonly known: readonly string[] };
  /**
   * For a request that starts a deployment: what the platform needs to find out what became of it. The platform
   * writes and reads this text. Holds no secret.
   */
  readonly request?: string;
  /** A sentence that explains how a person finds and removes the draft while its id is unknown. */
  readonly seek?: string;
}

/** A problem that the platform reported. Its texts come from the platform and are untrusted. */
export interface DeploymentProblem {
  readonly severity: 'error' | 'warning';
  /** The name of the object; empty if the platform gives none. */
  readonly object: string;
  /** The UUID of the object; empty if the platform gives none. */
  readonly uuid: string;
  readonly message: string;
}

/** How many items of one kind (objects, plug-ins, …) were or would be imported. */
export interface Count {
  readonly what: string;
  readonly total: number;
  readonly imported: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The platform's forecast of a deployment, made before anything changes. */
export interface Inspection {
  readonly id: string;
  /** The platform's own word. */
  readonly status: string;
  readonly errors: number;
  readonly warnings: number;
  readonly problems: readonly DeploymentProblem[];
  readonly counts: readonly Count[];
}

/** One reading of the status of an operation. `status` is the platform's own word. */
export type StatusReading<T> =
  | { readonly phase: 'underway'; readonly status: string; readonly note?: string }
  | { readonly phase: 'over'; readonly status: string; readonly result: T };

/** How a deployment ended. */
export interface DeploymentEnd {
  readonly outcome: Outcome;
  /** True if the deployment ended well and the release has applications that were not deployed. */
  readonly isPartial?: true;
  readonly counts: readonly Count[];
}

/** A deployment that exists on the platform. */
export interface Deployment {
  readonly id: string;
  readonly url: string;
  /** When it was accepted, in milliseconds since the Unix epoch. */
  readonly acceptedAt: number;
  /** The applications that the same release deploys after this one; absent if there are none. */
  readonly remaining?: readonly string[];
}

/** One application of a release that has several deployments. */
export interface DeployedPart {
  readonly application: string;
  readonly version: string;
  /** Id of its deployment; empty if none was started. */
  readonly id: string;
  /** `skipped`: it was not started. Undefined: it is the one that was under way when the release ended. */
  readonly status?: Status | 'skipped';
}

/** A configuration value that a release sets. Its name is for people; the value itself may be secret and is not kept. */
export interface ConfigurationItem {
  readonly name: string;
  /** Whether the platform has confirmed the value. */
  readonly set: boolean;
}

/** The number of findings of a code analysis in one category. */
export interface CodeFindings {
  /** The platform's own word, such as `security`. */
  readonly category: string;
  readonly critical: number;
  readonly high: number;
  readonly medium: number;
  readonly low: number;
}

/** The platform's analysis of the code of an application that was deployed. */
export interface CodeQuality {
  readonly application: string;
  /** From 0 to 100; absent if the platform gives none. */
  readonly score?: number;
  /** Empty if the platform gives none. */
  readonly findings: readonly CodeFindings[];
}

/** The end of the preparation: the platform or a policy refuses, or there is nothing to do. */
export interface Stop {
  readonly kind: 'stop';
  readonly outcome: Outcome;
}

/** The deployment may start. */
export interface Go {
  readonly kind: 'go';
  readonly warned: boolean;
  /** A sentence for the log and the summary. */
  readonly reason: string;
}

/** The decision before the launch. */
export type Verdict = Go | Stop;

/** Starts a prepared deployment. Called at most once. */
export type Launch = (run: PlatformRun) => Promise<Deployment>;

/**
 * The result of the preparation. `go` brings the launch of exactly what was prepared. `inspected` has the same meaning
 * for an inspection that prepared nothing to launch.
 */
export type Preparation =
  | Stop
  | (Go & { readonly launch: Launch })
  | (Omit<Go, 'kind'> & { readonly kind: 'inspected' });

/** Adds the launch to a verdict that allows it. */
export function withLaunch(verdict: Verdict, launch: Launch): Preparation {
  return verdict.kind === 'stop' ? verdict : { ...verdict, launch };
}

/** The values and callbacks of a step after the deployment. */
export interface FollowUpRun extends PlatformRun {
  /** The progress that an earlier process saved of the same step; absent if it had not started. */
  readonly progress?: string;
  /** Saves the progress of the step. The text holds no secret and takes at most 4 KiB. */
  save(progress: string): void;
}

/** What a step after the deployment adds to the result. */
export interface FollowUpReport {
  /** The configuration values that it set or was to set; absent if there are none. */
  readonly configuration?: readonly ConfigurationItem[];
  /** The tests; absent if none were asked for or nothing is known. */
  readonly testCases?: readonly TestCase[];
  /** Their numbers; absent if nothing could be judged. */
  readonly tests?: TestCounts;
}

/**
 * A step after a deployment, a rollback or a resume that ended well, and after the answer that the target has this
 * version already.
 */
export interface FollowUp {
  /** The name of the step in the journal, the timeline and messages. */
  readonly name: string;
  /** The status of a release whose step failed or did not end in time. */
  readonly failure: Status;
  /** Whether another process may take the step again after this one was killed. */
  readonly isRepeatable: boolean;
  /**
   * The time limit of the step in milliseconds.
   * @param leftMs the part of the platform's time limit that is left
   */
  budgetMs(leftMs: number): number;
  /** Takes the step. Returns undefined if it ended well, else the outcome that replaces the good one. */
  run(run: FollowUpRun): Promise<Outcome | undefined>;
  /**
   * One sentence that states how far the step came.
   * @param progress what an earlier process saved; used if this process has not taken the step
   */
  describe(progress?: string): string;
  /** What the result shows, complete or not. `progress` as for `describe`. */
  report(progress?: string): FollowUpReport;
}

/** A system that applications are deployed to. A new platform needs a folder and a line in `registry.ts`. */
export interface Platform {
  /** The product's name as people write it. */
  readonly name: string;
  /** Runs every step before the launch. A draft that it leaves behind is saved with `keep`. */
  prepare(run: PlatformRun): Promise<Preparation>;
  /** Reads the status once. */
  readStatus(deployment: Deployment, run: PlatformRun): Promise<StatusReading<DeploymentEnd>>;
  /** Writes the platform's whole log into `file` and returns its first lines. */
  log(deployment: Deployment, file: string, signal: AbortSignal): Promise<string>;
  /**
   * Finds a deployment that another run started, and completes the plan with its details.
   * @param saved the same deployment as an earlier process saved it, with a complete plan; absent if there is none
   * @returns undefined if it exists and has not started
   * @throws Halt if it does not exist
   */
  attach(id: string, run: PlatformRun, saved?: Deployment): Promise<Deployment | undefined>;
  /** The applications of a release with one deployment for each. Absent if one deployment has them all. */
  parts?(): readonly DeployedPart[];
  /** The configuration values that the release sets, in their order. Absent if the platform sets none. */
  configuration?(): readonly ConfigurationItem[];
  /**
   * Reads the code quality of the applications that this process deployed, without those that were not analysed. Called
   * once, after a deployment that ended well. Absent if the platform analyses no code.
   */
  codeQuality?(run: Pick<PlatformRun, 'log' | 'signal'>): Promise<readonly CodeQuality[]>;
  /**
   * The run markers that the platform keeps about deployments to the same environment, newest first. Absent if the
   * platform keeps none that can be read.
   */
  earlierMarkers?(run: PlatformRun): Promise<readonly RunMarker[]>;
  /** A sentence that states what happens to the deployment when the run stops waiting for it. */
  describeLeftRunning(deployment: Deployment): string;
  /**
   * Deletes a draft that nobody launched. A `request` is not deleted but looked for. Absent if `prepare` and the
   * launch leave no draft.
   * @returns undefined if it was deleted, `absent` if it was not found, or the deployment if it has started after all
   */
  discard?(draft: Draft, run: PlatformRun): Promise<Deployment | 'absent' | undefined>;
  /**
   * Asks the platform to abort the deployment. Rejects with the reason of a refusal. Absent if the platform cannot
   * abort.
   */
  abort?(deployment: Deployment, run: PlatformRun): Promise<void>;
  /** The steps after the deployment, in their order; absent or empty if there are none. */
  afterwards?(): readonly FollowUp[];
  /** The sites that can be asked without changing anything. Absent if none can. */
  examinable?(): readonly Examinable[];
  /** Fetches a package into `folder`. Absent if the platform cannot export. */
  export?(folder: string, run: PlatformRun): Promise<ExportResult>;
}
