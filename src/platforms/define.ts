import type { InputTable } from '../inputs/types.ts';
import type { ReleaseContents } from '../release/plan.ts';
import type { Platform } from '../release/platform.ts';
import type {
  CheckedRelease,
  Connection,
  Findings,
  PlanDetails,
  PlatformAdapter,
  PlatformInputs,
  Variable,
} from './adapter.ts';

/** The findings, with the files and settings in the platform's own form. */
export interface Examined<P> extends Findings {
  readonly payload: P;
}

/** A platform as its own folder defines it. `P` is the form of the files and settings that a release sends. */
export interface PlatformDefinition<N extends string, I extends InputTable, P>
  extends Omit<PlatformAdapter<N, I>, 'examine' | 'unexamined'> {
  /** Checks the files that the inputs name, and returns what a release sends. */
  examine(values: Partial<PlatformInputs<I>>, variable: Variable): Promise<Examined<P>>;
  /** The payload of a run that sends none: a resume, or a post step. */
  readonly noPayload: P;
  /** Describes a payload to the common code. */
  contentsOf(payload: P): ReleaseContents;
  /** Returns the platform's part of the plan. */
  details(inputs: PlatformInputs<I>, payload: P): PlanDetails;
  /** Loads the code that sends requests and creates the platform. The plan is shown before this call. */
  connect(connection: Connection<PlatformInputs<I>>, payload: P): Promise<Platform>;
}

/** Makes the adapter of a platform. The common code passes its payload on without seeing its form. */
export function definePlatform<N extends string, I extends InputTable, P>({
  examine,
  noPayload,
  contentsOf,
  details,
  connect,
  ...common
}: PlatformDefinition<N, I, P>): PlatformAdapter<N, I> {
  const checked = (payload: P): CheckedRelease<PlatformInputs<I>> => ({
    contents: contentsOf(payload),
    details: (inputs) => details(inputs, payload),
    connect: (connection) => connect(connection, payload),
  });
  return {
    ...common,
    unexamined: () => checked(noPayload),
    async examine(values, variable) {
      const { payload, ...findings } = await examine(values, variable);
      return { ...findings, release: checked(payload) };
    },
  };
}
