import type { ApiClient } from '../http/client.ts';
import type { Redactor } from '../http/redact.ts';
import type { CommonInputs, commonInputs } from '../inputs/common.ts';
import type { InputProblem } from '../inputs/problems.ts';
import type { SharedInputName, SharedInputs } from '../inputs/shared.ts';
import type { InputTable, ValuesOf } from '../inputs/types.ts';
import type { Payload, ReleaseOperation, ReleasePlan } from '../release/plan.ts';
import type { Identity, Platform, ReleaseDetails } from '../release/platform.ts';
import type { VersionHistory } from '../release/version-history.ts';
import type { Clock } from '../shared/clock.ts';

/** The values that a platform works with: the common ones, the shared ones, and those of its own inputs. */
export type PlatformInputs<I extends InputTable> = CommonInputs & SharedInputs & ValuesOf<I>;

/** What was found out about the inputs before anything was sent. */
export interface Preflight {
  readonly payload: Payload;
  readonly problems: readonly InputProblem[];
  /** Sentences on what may not be meant. */
  readonly warnings: readonly string[];
  /** Sentences that are good to know. */
  readonly notes?: readonly string[];
  /** Values to be hidden that stand in no secret input. */
  readonly secrets?: readonly string[];
}

/** What a variable of the environment holds, if anything. */
export type Variable = (name: string) => string | undefined;

/** What a platform adds to the plan that the log begins with. */
export interface PlanDetails {
  /** The version of its API. */
  readonly edition: string;
  /** What only the platform can tell later, unless the user did. */
  readonly asked: readonly (keyof Identity)[];
  /** What its own inputs ask for, as rows. */
  readonly settings: readonly (readonly [string, string])[];
}

/** Everything that a platform is connected with. */
export interface Connection<V> {
  readonly inputs: V;
  readonly plan: ReleasePlan;
  /** Fills what the user left open with what the platform knows. */
  readonly complete: (details: ReleaseDetails) => ReleasePlan;
  readonly payload: Payload;
  readonly redact: Redactor;
  readonly clock: Clock;
  readonly variable: Variable;
  /** Where this run may write. */
  readonly folder: string;
  /** Where it can be asked which version was in an environment before. */
  readonly history?: VersionHistory | undefined;
  /** The API's base, as `base` found it. */
  readonly base: URL;
  /** Opens the server at `at`, else at `base`, with the given credentials. */
  readonly server: (name: string, headers: Readonly<Record<string, string>>, at?: URL) => ApiClient;
}

/** What other parts of the inputs mean to the rules of a platform. */
export interface RuleContext {
  /** The trackers that the inputs switch on and that find a record by its component alone. */
  readonly needsComponent: boolean;
}

/**
 * A platform: its inputs, what they mean, and how they lead to it. Each platform's folder brings one, and
 * `registry.ts` lists them. The inputs are data; what speaks to the platform is loaded by `connect`.
 */
export interface PlatformAdapter<N extends string = string, I extends InputTable = InputTable> {
  /** The value of the input `platform`. */
  readonly name: N;
  /** The product's name as people write it. */
  readonly title: string;
  /** Completes the sentence `appian: …` where the input `platform` is described. Empty where the name says it all. */
  readonly about: string;
  /** The inputs that only this platform has. */
  readonly inputs: I;
  /** The shared inputs that it takes. */
  readonly shared: readonly SharedInputName[];
  /** What common or shared inputs mean here, beyond their general description: one or more sentences each. */
  readonly texts: Readonly<
    Partial<Record<keyof typeof commonInputs | SharedInputName | 'operation', string>>
  >;
  /** What outputs mean here, beyond their general description: one sentence each. */
  readonly outputTexts: Readonly<Record<string, string>>;
  /** For each operation that it has, what stands behind it on a command line in the usual cases. */
  readonly usage: Readonly<Partial<Record<ReleaseOperation, readonly string[]>>>;
  /** The values that tell what is deployed and where to. How it is done makes no other release. */
  identity(values: PlatformInputs<I>): readonly unknown[];
  /** The environment that a release is recorded for, where it is not the input's. */
  environmentOf?(values: PlatformInputs<I>): string | undefined;
  /** What its inputs demand of each other. Called with the values that are right. */
  rules(values: Partial<PlatformInputs<I>>, context: RuleContext): readonly InputProblem[];
  /** Checks the files that the inputs name. */
  examine(values: Partial<PlatformInputs<I>>, variable: Variable): Promise<Preflight>;
  /** The API's base from what people paste, or a complaint that completes the sentence `input "url" …`. */
  base(url: URL, values: Partial<PlatformInputs<I>>): { readonly base: URL } | { readonly problem: string };
  /** What it adds to the plan. */
  details(inputs: PlatformInputs<I>, payload: Payload): PlanDetails;
  /** Loads what speaks to the platform: the plan is shown before that. */
  connect(connection: Connection<PlatformInputs<I>>): Promise<Platform>;
}
