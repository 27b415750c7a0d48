import type { ApiClient } from '../http/client.ts';
import type { Redactor } from '../http/redact.ts';
import type { CommonInputs, commonInputs } from '../inputs/common.ts';
import type { Variable } from '../inputs/placeholders.ts';
import type { InputProblem } from '../inputs/problems.ts';
import type { SharedInputName, SharedInputs } from '../inputs/shared.ts';
import type { InputTable, ValuesOf } from '../inputs/types.ts';
import type { ReleaseContents, ReleaseOperation, ReleasePlan } from '../release/plan.ts';
import type { Deployment, Identity, Platform, ReleaseDetails } from '../release/platform.ts';
import type { VersionHistory } from '../release/version-history.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';

/** The values of the common inputs, the shared inputs and the platform's own inputs. */
export type PlatformInputs<I extends InputTable> = CommonInputs & SharedInputs & ValuesOf<I>;

export type { Variable };

/** What checking the inputs and their files has shown, before any request is sent. */
export interface Findings {
  readonly problems: readonly InputProblem[];
  /** Sentences about values that may be a mistake. */
  readonly warnings: readonly string[];
  /** Sentences for information only. */
  readonly notes?: readonly string[];
  /** Values to mask in all output, in addition to the values of secret inputs. */
  readonly secrets?: readonly string[];
}

/** The next steps of a release whose inputs were checked. Only the platform knows the form of its files and settings. */
export interface CheckedRelease<V> {
  readonly contents: ReleaseContents;
  /** Returns the platform's part of the plan. */
  details(inputs: V): PlanDetails;
  /** Loads the code that sends requests and creates the platform. The plan is shown before this call. */
  connect(connection: Connection<V>): Promise<Platform>;
}

/** The findings, with the release that was checked. */
export interface Preflight<V> extends Findings {
  readonly release: CheckedRelease<V>;
}

/** The platform's part of the plan, which is logged before any request is sent. */
export interface PlanDetails {
  /** Version of the platform's API, such as `v2`. */
  readonly edition: string;
  /** Fields that only the platform can supply later, unless the user gives them. */
  readonly asked: readonly (keyof Identity)[];
  /** Rows of label and value that show the platform's own inputs. */
  readonly settings: readonly (readonly [string, string])[];
}

/** Everything that `connect` needs to create a platform. */
export interface Connection<V> {
  readonly inputs: V;
  readonly plan: ReleasePlan;
  /** Fills the details that the user left open and returns the completed plan. */
  readonly complete: (details: ReleaseDetails) => ReleasePlan;
  readonly redact: Redactor;
  readonly clock: Clock;
  readonly log: Log;
  readonly variable: Variable;
  /** Path of the folder that this run may write to. */
  readonly folder: string;
  /** Reports which version was in an environment before; undefined if no tracker can. */
  readonly history?: VersionHistory | undefined;
  /** Base URL of the API, as the method `base` returned it. */
  readonly base: URL;
  /** Creates a client for the API at `at`, or at `base` if `at` is absent. It sends `headers` with each request. */
  readonly server: (name: string, headers: Readonly<Record<string, string>>, at?: URL) => ApiClient;
}

/** Facts from the other inputs that the rules of a platform need. */
export interface RuleContext {
  /** Whether the inputs enable a tracker that finds its records by component name alone. */
  readonly needsComponent: boolean;
}

/**
 * A platform: its inputs, their meaning, and how to connect to it. Each platform's folder exports one, made by
 * `definePlatform`, and `registry.ts` lists them. The inputs are plain data. Every start loads the adapter of every
 * platform, so `examine` loads the code that reads files and `connect` the code that sends requests.
 */
export interface PlatformAdapter<N extends string = string, I extends InputTable = InputTable> {
  /** The value of the input `platform`. */
  readonly name: N;
  /** The product's name as people write it. */
  readonly title: string;
  /** Completes the text `appian: …` in the description of the input `platform`. Empty if the name explains itself. */
  readonly about: string;
  /** The inputs that only this platform has. */
  readonly inputs: I;
  /** The shared inputs that this platform accepts. */
  readonly shared: readonly SharedInputName[];
  /** Added to the general description of common or shared inputs: one or more sentences each. */
  readonly texts: Readonly<
    Partial<Record<keyof typeof commonInputs | SharedInputName | 'operation', string>>
  >;
  /** Added to the general description of outputs: one sentence each. */
  readonly outputTexts: Readonly<Record<string, string>>;
  /** For each supported operation, the command-line arguments of the usual cases. */
  readonly usage: Readonly<Partial<Record<ReleaseOperation, readonly string[]>>>;
  /** The values that identify a release: what is deployed and to which target, but not how. */
  identity(values: PlatformInputs<I>): readonly unknown[];
  /** The environment to record a release for; undefined means the input `environment`. */
  environmentOf?(values: PlatformInputs<I>): string | undefined;
  /** Whether other inputs hold the credentials, so that `token` may be empty. Absent if `token` is the only way. */
  signsIn?(values: Partial<PlatformInputs<I>>): boolean;
  /** Checks how the inputs depend on each other. `values` holds only the inputs that are valid on their own. */
  rules(values: Partial<PlatformInputs<I>>, context: RuleContext): readonly InputProblem[];
  /** Checks the files that the inputs name. */
  examine(values: Partial<PlatformInputs<I>>, variable: Variable): Promise<Preflight<PlatformInputs<I>>>;
  /** Returns the release of a run that reads no files because it sends none: a resume, or a post step. */
  unexamined(): CheckedRelease<PlatformInputs<I>>;
  /** Derives the API's base URL from the input `url`, or returns a problem that completes `input "url" …`. */
  base(url: URL, values: Partial<PlatformInputs<I>>): { readonly base: URL } | { readonly problem: string };
  /** The page of a deployment that a person can open. Absent if the vendor documents none. */
  page?(deployment: Pick<Deployment, 'id' | 'url'>): { readonly title: string; readonly address: string };
}
