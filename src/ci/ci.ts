import type { RunStep } from '../release/run-marker.ts';
import type { StateText } from '../release/state-file.ts';
import type { Log } from '../shared/log.ts';

export type ProcessVariables = Readonly<Record<string, string | undefined>>;

/** What the CI system tells about the run. */
export interface RunFacts {
  /** The page of the run, of this attempt where the system knows attempts. */
  readonly runUrl?: string;
  /** What tells this step of this attempt of this run from every other. */
  readonly origin?: RunStep;
  readonly commit?: string;
  /** The tag that is being built, if one is. */
  readonly tag?: string;
  readonly actor?: string;
  /** Where the repository is, on GitHub or a GitHub Enterprise Server. */
  readonly github?: { readonly api: URL; readonly owner: string; readonly repository: string };
}

/** What a CI system offers to a step. A new system is a new file. */
export interface Ci {
  readonly facts: RunFacts;
  /** A folder for the files of this run. */
  readonly folder: string;
  /** A folder that other runs see too, where there is one. */
  readonly history?: string;
  readonly log: Log;
  /** From now on hidden wherever the system shows the text. */
  mask(text: string): void;
  /** @throws where it can't be written */
  output(name: string, value: string): void;
  /** Makes sure, before anything is sent, that outputs can be written. @throws where they can't */
  checkOutputs(): void;
  /** Kept for another process that may have to finish the release. @throws where it can't be written */
  saveState(text: string): void;
  /** What an earlier process of the same step saved, or an empty text. */
  savedState(): string;
  /** What earlier runs saved where this one can see it, the newest first. */
  earlierStates(): readonly StateText[];
  /** Markdown for the page of the run. Rejects where it can't be written. */
  summary(markdown: string): Promise<void>;
}
