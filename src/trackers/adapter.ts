import type { RunFacts } from '../ci/ci.ts';
import type { ApiClient } from '../http/client.ts';
import { withoutTrailing } from '../http/scan.ts';
import type { CommonInputs } from '../inputs/common.ts';
import type { InputProblem } from '../inputs/problems.ts';
import type { InputTable, ValuesOf } from '../inputs/types.ts';
import type { Tracker } from '../release/tracker.ts';
import type { Clock } from '../shared/clock.ts';

/** The values of the common inputs and the tracker's own inputs. */
export type TrackerInputs<I extends InputTable> = CommonInputs & ValuesOf<I>;

/** Everything that `connect` needs to create a tracker. */
export interface TrackerConnection<V> {
  readonly inputs: V;
  readonly facts: RunFacts;
  readonly clock: Clock;
  /** Masks a secret that the server sent in all later output. */
  readonly hide: (secret: string) => void;
  /** Removes secrets from a text of the server before a message quotes it. */
  readonly redact: (text: string) => string;
  /** Creates a client for the API at `base` that sends `headers` with each request. */
  readonly server: (name: string, base: URL, headers: Readonly<Record<string, string>>) => ApiClient;
}

/** Facts beyond the values that the rules of a tracker need. */
export interface TrackerRuleContext {
  /**
   * Returns the text of an input that is set for this job itself. A variable that a runner sets for all its jobs does
   * not count, so it causes no problem in jobs that do not use it.
   */
  readonly given: (name: string) => string;
}

/**
 * A tracker: its inputs, their meaning, and how to connect to it. Each tracker's folder exports one, and
 * `registry.ts` lists them. The inputs are plain data. Only `connect` loads the code that sends requests.
 */
export interface TrackerAdapter<N extends string = string, I extends InputTable = InputTable> {
  /** Its key in the output `trackers`. */
  readonly name: N;
  /** The product's name as people write it. */
  readonly title: string;
  readonly inputs: I;
  /** The output for the record's id, with its description. Absent if records have no ids. */
  readonly recordOutput?: { readonly name: string; readonly about: string };
  /** Checks how the inputs depend on each other. `values` holds only the inputs that are valid on their own. */
  rules(values: Partial<TrackerInputs<I>>, context: TrackerRuleContext): readonly InputProblem[];
  /** Checks what the inputs require of the run; absent if they require nothing. */
  demands?(values: Partial<TrackerInputs<I>>, facts: RunFacts): readonly InputProblem[];
  /** Whether the tracker is enabled and finds records by component name. */
  needsComponent(values: Partial<TrackerInputs<I>>): boolean;
  /** The environment where a version must have succeeded before it may be deployed; undefined if not required. */
  gate?(values: Partial<TrackerInputs<I>>): string | undefined;
  /** Name and location of the tracker, for people. Undefined if the inputs do not enable it. */
  place(inputs: TrackerInputs<I>, facts: RunFacts): string | undefined;
  /**
   * Identifies the location of the records: equal texts mean the same location. Contains no secret. Undefined if the
   * values are not sufficient.
   */
  address(values: Partial<TrackerInputs<I>>, facts: RunFacts): string | undefined;
  /**
   * Loads the code that sends requests and creates the tracker. Called only if `place` returns a text, after the plan
   * is shown.
   */
  connect(connection: TrackerConnection<TrackerInputs<I>>): Promise<Tracker>;
}

/** Returns the address with a trailing slash, so that relative paths resolve below it. */
export function folderOf({ href }: URL): URL {
  return new URL(`${withoutTrailing(href, '/')}/`);
}
