import type { RunStep } from '../release/run-marker.ts';
import type { StateText } from '../release/state-file.ts';
import type { Log } from '../shared/log.ts';

/** The CI systems that the command supports. */
export const ciNames = ['github', 'gitlab', 'azure', 'jenkins'] as const;
/** One of `ciNames`. */
export type CiName = (typeof ciNames)[number];
/** What runs the command: a CI system, or a person in a terminal. */
export type System = CiName | 'terminal';

/** The environment variables by name. */
export type ProcessVariables = Readonly<Record<string, string | undefined>>;

/** The facts about the run that the CI system provides. A fact that it does not provide is undefined. */
export interface RunFacts {
  /** The page of the run, or of this attempt if the system numbers attempts. */
  readonly runUrl?: string;
  /** Identifies this step of this attempt of this run. */
  readonly origin?: RunStep;
  /** The hash of the commit that the run builds. */
  readonly commit?: string;
  /** The tag that the run builds; undefined if it builds none. */
  readonly tag?: string;
  /** The user who started the run. */
  readonly actor?: string;
  /** The repository on GitHub or a GitHub Enterprise Server. */
  readonly github?: { readonly api: URL; readonly owner: string; readonly repository: string };
}

/** The functions of a CI system for one step. Each system has its own file. */
export interface Ci {
  readonly facts: RunFacts;
  /** The folder for the files of this run. */
  readonly folder: string;
  /** A folder that other runs can also read; undefined if there is none. */
  readonly history?: string;
  readonly log: Log;
  /** Hides the text in all output of the CI system from now on. */
  mask(text: string): void;
  /** Writes an output of the step. @throws if it can't be written */
  output(name: string, value: string): void;
  /** Checks before the first request that outputs can be written. @throws if they can't */
  checkOutputs(): void;
  /** Saves the state for a later process that may have to finish the release. @throws if it can't be written */
  saveState(text: string): void;
  /** The state that an earlier process of the same step saved; empty if there is none. */
  savedState(): string;
  /** The states of earlier runs that this run can read, newest first. */
  earlierStates(): readonly StateText[];
  /** Ends what the log shows in place, before the process or another writer goes on; absent if it shows nothing. */
  close?(): void;
  /** Adds Markdown to the page of the run. Rejects if it can't be written. */
  summary(markdown: string): Promise<void>;
}
