import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Outcome } from './outcome.ts';
import type { Artifact } from './plan.ts';
import type { RunMarker } from './run-marker.ts';

/** `auto` adapts to the age of what is waited for; a number is a fixed pause in milliseconds. */
export type Pace = 'auto' | number;

/** What every step of one run shares. */
export interface PlatformRun {
  readonly clock: Clock;
  /** Aborted with an `Interrupted` when the run is cancelled or its time is over. */
  readonly signal: AbortSignal;
  readonly pace: Pace;
  readonly log: Log;
  /** Notes what is known of the inspection, the first time as soon as it has an id. */
  noteInspection(inspection: Inspection): void;
  /** Hands over what the platform alone could tell. It completes the plan before the records are opened. */
  complete(details: ReleaseDetails): void;
  /**
   * Notes what exists or may exist on the platform without having begun; undefined when it is gone. The note is
   * saved before this returns: whatever happens then, the draft is discarded.
   */
  keep(draft: Draft | undefined): void;
}

/** What a release is called and where it goes. */
export interface Identity {
  readonly environment?: string;
  readonly component?: string;
  readonly version?: string;
  readonly hosts?: readonly string[];
}

/** What is known of a release once the platform has been asked. What the user gave takes precedence. */
export interface ReleaseDetails extends Identity {
  /** Of a rollback: the version that is there now. */
  readonly replaces?: string;
  /** What was exported to be deployed. */
  readonly package?: Artifact;
  /** All files of the deployment, the package's included. */
  readonly files?: readonly Artifact[];
}

/** What an export gave. */
export interface ExportResult {
  readonly package: Artifact;
  /** All files, the package's included. */
  readonly files: readonly Artifact[];
  /** Where they are together with a manifest, if there is one. */
  readonly folder?: string;
  /** The platform's log of the export. */
  readonly logFile?: string;
}

/** A deployment that was or may have been created, and was not begun. */
export interface Draft {
  /** What the platform shows with it, by which it is found while its id is not known. Empty where there is none. */
  readonly marker: string;
  readonly id?: string;
  readonly url?: string;
  /** Of what is made from a file and carries no marker: the file's name, and the ids that were there before. */
  readonly upload?: { readonly name: string; readonly known: readonly string[] };
  /** How a person finds and removes it while its id is not known, as a sentence. */
  readonly seek?: string;
}

/** One thing the platform found wrong. Text is the platform's own and untrusted. */
export interface DeploymentProblem {
  readonly severity: 'error' | 'warning';
  readonly object: string;
  readonly uuid: string;
  readonly message: string;
}

/** How many of one kind of thing (objects, plug-ins, …) were or would be imported. */
export interface Count {
  readonly what: string;
  readonly total: number;
  readonly imported: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What the platform expects to happen, found out before anything is changed. */
export interface Inspection {
  readonly id: string;
  readonly status: string;
  readonly errors: number;
  readonly warnings: number;
  readonly problems: readonly DeploymentProblem[];
  readonly counts: readonly Count[];
}

/** One look at something that takes its time. `status` is the platform's own word. */
export type StatusReading<T> =
  | { readonly phase: 'underway'; readonly status: string; readonly note?: string }
  | { readonly phase: 'over'; readonly status: string; readonly result: T };

/** How a deployment ended. */
export interface DeploymentEnd {
  readonly outcome: Outcome;
  readonly counts: readonly Count[];
}

/** A deployment that exists on the platform. */
export interface Deployment {
  readonly id: string;
  readonly url: string;
  /** When it was accepted, in milliseconds since the Unix epoch. */
  readonly acceptedAt: number;
}

/** `stop` where the platform or a policy says no; `go` otherwise, with a sentence for the log and the summary. */
export type Verdict =
  | { readonly kind: 'go'; readonly warned: boolean; readonly reason: string }
  | { readonly kind: 'stop'; readonly outcome: Outcome };

/** A system that applications are deployed to. A new one is a new folder and a line in `registry.ts`. */
export interface Platform {
  /** The product's name as people write it. */
  readonly name: string;
  /** Everything up to the verdict; what it leaves behind is a draft that is noted with `keep`. */
  prepare(run: PlatformRun): Promise<Verdict>;
  /** Begins the deployment: asked for at most once in a run. */
  launch(run: PlatformRun): Promise<Deployment>;
  /** One look at the true state. */
  readStatus(deployment: Deployment, run: PlatformRun): Promise<StatusReading<DeploymentEnd>>;
  /** Writes the platform's whole log into `file` and returns its first lines, for people. */
  log(deployment: Deployment, file: string, signal: AbortSignal): Promise<string>;
  /**
   * Finds a deployment that another run began, and completes the plan with what it tells.
   * @returns undefined where it exists and has not begun
   * @throws Halt where there is none
   */
  attach(id: string, run: PlatformRun): Promise<Deployment | undefined>;
  /**
   * What the platform's own notes tell of deployments to the same environment, newest first. Absent where it keeps
   * no notes that can be asked for.
   */
  earlierMarkers?(run: PlatformRun): Promise<readonly RunMarker[]>;
  /** What becomes of the deployment when nobody waits for it any more, as a sentence. */
  describeLeftRunning(deployment: Deployment): string;
  /**
   * Takes back what `prepare` made and nobody launched. Resolves to the deployment where that has begun after all, to
   * `absent` where what may exist is not to be found. Absent where `prepare` leaves nothing behind.
   */
  discard?(draft: Draft, run: PlatformRun): Promise<Deployment | 'absent' | undefined>;
  /** Asks for the deployment to be stopped; rejects with the reason of a refusal. Absent where that is impossible. */
  abort?(deployment: Deployment, run: PlatformRun): Promise<void>;
  /** Fetches a package into `folder`. Absent where the platform gives none. */
  export?(folder: string, run: PlatformRun): Promise<ExportResult>;
}
