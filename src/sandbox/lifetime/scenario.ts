import type { Answer, Received, ScenarioLine } from '../simulated-api.ts';
import type { ConflictFinder } from './conflicts.ts';
import { lifetimeError } from './errors.ts';
import type { LogSource, LogSubject } from './log.ts';
import type { Phase } from './phases.ts';
import { type ApplicationPlan, applicationPlans, mainName } from './world.ts';

/** Another user's deployment on Test and on Production. */
export interface OtherPlan {
  /** Its phases; `saved` alone when it was not started. */
  readonly phases: readonly Phase[];
  readonly ageInHours: number;
  readonly application: string;
  /** Default: its latest. */
  readonly version?: string;
  /** How many such plans; default 1. */
  readonly count?: number;
}

/** How the simulated LifeTime behaves for one token. What is left out is as in `happy`. */
export interface LifetimeScenario extends ScenarioLine {
  /**
   * Asked before every request; an answer here is final and nothing happens.
   *
   * @param call - method and route, a star for each key: `POST deployments/*`
   * @param nth - how many calls of this kind there have been, this one included
   */
  readonly refuse?: (call: string, nth: number, request: Received) => Answer | undefined;
  readonly applications?: readonly ApplicationPlan[];
  /** Neither environments nor applications: every list is a 204. */
  readonly isEmpty?: boolean;
  /** Test and Production are offline. */
  readonly isOffline?: boolean;
  /** {@link mainName} is blocked in Test and Production. */
  readonly isBlocked?: boolean;
  /** Fields that later releases brought are left out, log types among them. */
  readonly isOld?: boolean;
  /** Applications come with their status without a request for it, as in the vendor's example. */
  readonly isGenerous?: boolean;

  readonly createStatus?: number;
  readonly keyForm?: 'bare' | 'quoted' | 'object';
  /** Given out instead of a well-formed key. */
  readonly deploymentKey?: string;
  /** A create is refused while another plan for the same target is open. */
  readonly isSinglePlan?: boolean;
  /**
   * How many creates are refused after a tag because its version is not published yet. Without it a tag is ready after
   * some seconds, or once any other request has come.
   */
  readonly unpublishedFor?: number;
  readonly others?: readonly OtherPlan[];

  readonly conflicts?: ConflictFinder;
  /** What a start in spite of conflicts comes to; `continue`: accepted with `ContinueWithErrors`. Default 400. */
  readonly onConflicts?: 400 | 500 | 'continue';
  /** Consumers in the target would be outdated. */
  readonly isOutdated?: boolean;

  readonly run?: readonly Phase[];
  /** What an abort leads to; null: it is refused as too late, and the current phase ends. */
  readonly abort?: readonly Phase[] | null;
  readonly log?: (subject: LogSubject) => LogSource;
  /** Log lines written per poll while it runs. */
  readonly linesPerLook?: number;
  /** Connection mappings are missing while the deployment needs configuration. */
  readonly isMappingMissing?: boolean;

  /** Statuses of a solution export, one per look. */
  readonly solution?: readonly string[];
  /** Size of downloads; without it they are small archives. */
  readonly downloadBytes?: number;
  /** What a download is in place of a package: it answers 200 all the same. */
  readonly downloadForm?: 'login page' | 'JSON' | 'half';
  /** Download addresses point to another host. */
  readonly isForeign?: boolean;
  /** Downloads accept the token without `Bearer` alone. */
  readonly isBareDownload?: boolean;
  /** The token is taken without `Bearer` too. */
  readonly takesBareToken?: boolean;

  /** Properties API, CI/CD Probe and BDD Framework are not installed. */
  readonly withoutAddOns?: boolean;
  /** The Properties API answers 201 with `Success: false`. */
  readonly refusesSettings?: boolean;
  /** The tests that the probe finds, and how they end. Default: two that pass. */
  readonly tests?: 'none' | 'failing' | 'broken';
}

/** Refuses these calls: the first `times` of each kind, by default all. */
export function refusing(
  calls: readonly string[],
  answer: Answer,
  times = Infinity,
): NonNullable<LifetimeScenario['refuse']> {
  return (call, nth) => (nth <= times && calls.includes(call) ? answer : undefined);
}

/** Applications with the main one changed. */
export function withMain(change: Partial<ApplicationPlan>): readonly ApplicationPlan[] {
  return applicationPlans.map((plan) => (plan.name === mainName ? { ...plan, ...change } : plan));
}

/** LifeTime's refusal of a command. */
export function cannotExecute(reason: string): Answer {
  return lifetimeError(400, `The command cannot be executed. ${reason}`);
}
