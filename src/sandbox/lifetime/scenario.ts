import type { Answer, Received, ScenarioLine } from '../simulated-api.ts';
import type { ConflictFinder } from './conflicts.ts';
import { lifetimeError } from './errors.ts';
import type { LogSource, LogSubject } from './log.ts';
import type { Phase } from './phases.ts';
import type { BddScenario } from './test-suites.ts';
import { type ApplicationPlan, applicationPlans, mainName } from './world.ts';

/** Another user's deployment to Test and to Production. */
export interface OtherPlan {
  /** Phases of the plan; only `saved` for a plan that is not started. */
  readonly phases: readonly Phase[];
  readonly ageInHours: number;
  readonly application: string;
  /** Default: the latest version of the application. */
  readonly version?: string;
  /** Number of such plans; default 1. */
  readonly count?: number;
}

/** Behaviour of the simulated LifeTime for one token. Omitted properties are as in `happy`. */
export interface LifetimeScenario extends ScenarioLine {
  /**
   * Called before every request. A returned answer is sent instead of processing the request.
   *
   * @param call - method and route, with a star for each key: `POST deployments/*`
   * @param nth - number of calls of this kind so far, including this one
   */
  readonly refuse?: (call: string, nth: number, request: Received) => Answer | undefined;
  readonly applications?: readonly ApplicationPlan[];
  /** True when there are neither environments nor applications: every list is a 204. */
  readonly isEmpty?: boolean;
  /** True when Test and Production are offline. */
  readonly isOffline?: boolean;
  /** True when {@link mainName} is blocked in Test and Production. */
  readonly isBlocked?: boolean;
  /** True for an old release: answers lack the fields of later releases, such as log types. */
  readonly isOld?: boolean;
  /** True when applications always include their status, as in the vendor's example. */
  readonly isGenerous?: boolean;

  /** Status of the answer to a create; default 201. */
  readonly createStatus?: number;
  /** Form of the plan's key in the answer to a create; default `bare`. */
  readonly keyForm?: 'bare' | 'quoted' | 'object';
  /** Malformed key in answers instead of a well-formed one. */
  readonly deploymentKey?: string;
  /** True when a create is refused while another plan for the same target is open. */
  readonly isSinglePlan?: boolean;
  /**
   * Number of creates that are refused after a tag because its version is not published yet. Without this number a
   * tag is ready after some seconds, or after any other request.
   */
  readonly unpublishedFor?: number;
  readonly others?: readonly OtherPlan[];

  readonly conflicts?: ConflictFinder;
  /** Result of a start despite conflicts; `continue`: accepted with `ContinueWithErrors`. Default 400. */
  readonly onConflicts?: 400 | 500 | 'continue';
  /** True when consumers in the target would become outdated. */
  readonly isOutdated?: boolean;

  readonly run?: readonly Phase[];
  /** Phases after an abort; null when an abort is refused as too late and the current phase ends. */
  readonly abort?: readonly Phase[] | null;
  readonly log?: (subject: LogSubject) => LogSource;
  /** Number of log lines per poll in the running phase. */
  readonly linesPerLook?: number;
  /** True when connection mappings are missing while the deployment needs configuration. */
  readonly isMappingMissing?: boolean;

  /** Statuses of a solution export, one per poll. */
  readonly solution?: readonly string[];
  /** Size of downloads in bytes; default: small archives. */
  readonly downloadBytes?: number;
  /** Wrong content of a download, still answered with 200. */
  readonly downloadForm?: 'login page' | 'JSON' | 'half';
  /** True when download URLs point to another host. */
  readonly isForeign?: boolean;
  /** True when downloads accept only a token without `Bearer`. */
  readonly isBareDownload?: boolean;
  /** True when all calls also accept a token without `Bearer`. */
  readonly takesBareToken?: boolean;

  /** True when Properties API, CI/CD Probe and BDD Framework are not installed. */
  readonly withoutAddOns?: boolean;
  /** True when the Properties API answers 201 with `Success: false`. */
  readonly refusesSettings?: boolean;
  /** Behaviour of CI/CD Probe and BDD Framework. Default: two test suites that pass. */
  readonly tests?: BddScenario;
}

/** Refuses the first `times` calls of each of these kinds; by default all of them. */
export function refusing(
  calls: readonly string[],
  answer: Answer,
  times = Infinity,
): NonNullable<LifetimeScenario['refuse']> {
  return (call, nth) => (nth <= times && calls.includes(call) ? answer : undefined);
}

/** Returns the applications with a change to the main one. */
export function withMain(change: Partial<ApplicationPlan>): readonly ApplicationPlan[] {
  return applicationPlans.map((plan) => (plan.name === mainName ? { ...plan, ...change } : plan));
}

/** Returns LifeTime's refusal of a command. */
export function cannotExecute(reason: string): Answer {
  return lifetimeError(400, `The command cannot be executed. ${reason}`);
}
