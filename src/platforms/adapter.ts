import type { Server } from '../http/client.ts';
import type { Redactor } from '../http/redact.ts';
import type { Inputs } from '../inputs/definition.ts';
import type { InputProblem } from '../inputs/problems.ts';
import type { Clock } from '../release/clock.ts';
import type { Ledger } from '../release/ledger.ts';
import type { Payload, Plan } from '../release/plan.ts';
import type { Identity, Platform } from '../release/platform.ts';

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
export interface Special {
  /** The version of its API. */
  readonly edition: string;
  /** What only it can tell later, unless the user did. */
  readonly asked: readonly (keyof Identity)[];
  /** What its own inputs ask for, as rows. */
  readonly settings: readonly (readonly [string, string])[];
}

/** Everything that a platform is connected with. */
export interface Connection {
  readonly inputs: Inputs;
  readonly plan: Plan;
  readonly payload: Payload;
  readonly redact: Redactor;
  readonly clock: Clock;
  readonly variable: Variable;
  /** Where this run may write. */
  readonly folder: string;
  /** Where it can be asked which version was in an environment before. */
  readonly ledger?: Ledger | undefined;
  /** The API's base, as `base` found it. */
  readonly base: URL;
  /** Opens the server at `at`, else at `base`, with the given credentials. */
  readonly server: (name: string, headers: Readonly<Record<string, string>>, at?: URL) => Server;
}

/** How the inputs lead to a platform: each platform brings one, and `connect.ts` lists them. */
export interface Adapter {
  /** The product's name as people write it. */
  readonly title: string;
  /** Checks the files that the inputs name. */
  examine(values: Partial<Inputs>, variable: Variable): Promise<Preflight>;
  /** The API's base from what people paste, or a complaint that completes the sentence `input "url" …`. */
  base(url: URL, values: Partial<Inputs>): { readonly base: URL } | { readonly problem: string };
  special(inputs: Inputs, payload: Payload): Special;
  /** Loads what speaks to the platform: the plan is said before that. */
  connect(connection: Connection): Promise<Platform>;
}
