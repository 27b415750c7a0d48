import type { RunFacts } from '../ci/ci.ts';
import type { ApiClient } from '../http/client.ts';
import { withoutTrailing } from '../http/scan.ts';
import type { CommonInputs } from '../inputs/common.ts';
import type { InputProblem } from '../inputs/problems.ts';
import type { InputTable, ValuesOf } from '../inputs/types.ts';
import type { Tracker } from '../release/tracker.ts';
import type { Clock } from '../shared/clock.ts';

/** The values that a tracker works with: the common ones, and those of its own inputs. */
export type TrackerInputs<I extends InputTable> = CommonInputs & ValuesOf<I>;

/** Everything that a tracker is connected with. */
export interface TrackerConnection<V> {
  readonly inputs: V;
  readonly facts: RunFacts;
  readonly clock: Clock;
  /** From now on hidden wherever something is shown: a secret that the server gave. */
  readonly hide: (secret: string) => void;
  /** Opens the server at `base` with the given headers. */
  readonly server: (name: string, base: URL, headers: Readonly<Record<string, string>>) => ApiClient;
}

/** What the rules of a tracker see besides the values. */
export interface TrackerRuleContext {
  /** What was given for just this job: what a runner sets for all its jobs is no mistake where it does not apply. */
  readonly given: (name: string) => string;
}

/**
 * A tracker: its inputs, what they mean, and how they lead to it. Each tracker's folder brings one, and `registry.ts`
 * lists them. The inputs are data; what speaks to the tracker is loaded by `connect`.
 */
export interface TrackerAdapter<N extends string = string, I extends InputTable = InputTable> {
  /** Its key in the output `trackers`. */
  readonly name: N;
  /** The product's name as people write it. */
  readonly title: string;
  readonly inputs: I;
  /** The output that its record's id goes to, and what that output holds. Absent where records have no ids. */
  readonly recordOutput?: { readonly name: string; readonly about: string };
  /** What its inputs demand of each other. Called with the values that are right. */
  rules(values: Partial<TrackerInputs<I>>, context: TrackerRuleContext): readonly InputProblem[];
  /** What its inputs demand of the run; absent where they demand nothing. */
  demands?(values: Partial<TrackerInputs<I>>, facts: RunFacts): readonly InputProblem[];
  /** Whether it is switched on and finds the records of a release by the component's name. */
  needsComponent(values: Partial<TrackerInputs<I>>): boolean;
  /** The environment where a version must have succeeded before it may be deployed, where the inputs ask for that. */
  gate?(values: Partial<TrackerInputs<I>>): string | undefined;
  /** The tracker and where it is, for people. Undefined where the inputs don't switch it on. */
  place(inputs: TrackerInputs<I>, facts: RunFacts): string | undefined;
  /**
   * Exactly where its records are kept: the same text means the same place. Holds no secret. Undefined where the values
   * don't lead there.
   */
  address(values: Partial<TrackerInputs<I>>, facts: RunFacts): string | undefined;
  /** Called only where there is a place; loads what speaks to the tracker: the plan is shown before that. */
  connect(connection: TrackerConnection<TrackerInputs<I>>): Promise<Tracker>;
}

/** The address as a folder, so that paths are below it. */
export function folderOf({ href }: URL): URL {
  return new URL(`${withoutTrailing(href, '/')}/`);
}
