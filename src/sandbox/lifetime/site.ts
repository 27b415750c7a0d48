import { sequentialKey } from '../keys.ts';
import type { Received } from '../simulated-api.ts';
import { Refusal } from './errors.ts';
import { plainLog } from './log.ts';
import { isTerminal } from './phases.ts';
import { begin, colleague, openPlan, type PlannedOperation, type SimulatedPlan } from './plan.ts';
import type { LifetimeScenario, OtherPlan } from './scenario.ts';
import type { LifetimePlan, LifetimeSetting, LifetimeTag, LifetimeUpload } from './state.ts';
import {
  applicationPlans,
  buildApplication,
  environments,
  mainName,
  type SimulatedApplication,
  type SimulatedEnvironment,
  type SimulatedVersion,
} from './world.ts';

/** A file that can be downloaded. */
export interface Download {
  readonly name: string;
  readonly bytes: number | undefined;
}

/** A solution whose export was started; its statuses are counted in polls. */
export interface Solution {
  readonly key: string;
  readonly name: string;
  readonly statuses: readonly string[];
  looks: number;
}

/** The source code of an application in an environment, being packed; its statuses are counted in polls. */
export interface SourcePackage {
  readonly key: string;
  readonly name: string;
  looks: number;
}

/** State that all scenarios of one sandbox share: keys are unique across them, and every plan can be read. */
export interface SharedState {
  readonly foreignOrigin: string;
  /** By the name of their scenario; opened by its first request. */
  readonly sites: Map<string, LifetimeSite>;
  readonly state: {
    readonly plans: LifetimePlan[];
    readonly others: LifetimePlan[];
    readonly tags: LifetimeTag[];
    readonly uploads: LifetimeUpload[];
    readonly solutions: string[];
    readonly settings: LifetimeSetting[];
    readonly testRuns: string[];
  };
  readonly solutions: Solution[];
  readonly sources: SourcePackage[];
  readonly downloads: Map<string, Download>;
}

/** The infrastructure as one scenario has it. */
export interface LifetimeSite {
  readonly scenario: LifetimeScenario;
  readonly environments: readonly SimulatedEnvironment[];
  readonly applications: readonly SimulatedApplication[];
  /** Its own plans and other people's, oldest first. */
  readonly plans: SimulatedPlan[];
  /** Reasons by environment and application key, see {@link blockKey}. */
  readonly blocked: Map<string, string>;
  /** Environment keys. */
  readonly maintenance: Set<string>;
  /** Calls so far, by method and route. */
  readonly calls: Map<string, number>;
}

/** A request at its handler. */
export interface RequestContext {
  readonly request: Received;
  readonly site: LifetimeSite;
  readonly shared: SharedState;
  /** The keys in the path, in order. */
  readonly keys: readonly string[];
}

/** Key of a block. */
export const blockKey = (environment: string, application: string): string => `${environment} ${application}`;

const hour = 3600 * 1000;

/** Builds the infrastructure of a scenario, with what other people have going on there. */
export function openSite(scenario: LifetimeScenario, shared: SharedState, now: number): LifetimeSite {
  const plans = scenario.isEmpty ? [] : (scenario.applications ?? applicationPlans);
  const site: LifetimeSite = {
    scenario,
    environments: scenario.isEmpty ? [] : environments,
    applications: plans.map(buildApplication),
    plans: [],
    blocked: new Map(),
    maintenance: new Set(),
    calls: new Map(),
  };
  const [source, ...targets] = site.environments;
  const main = site.applications.find(({ name }) => name === mainName);
  for (const target of source ? targets : []) {
    if (scenario.isBlocked && main) site.blocked.set(blockKey(target.key, main.key), 'Release freeze');
    for (const other of scenario.others ?? []) {
      for (let n = 0; n < (other.count ?? 1); n += 1) {
        const createdAt = now - (other.ageInHours + n) * hour;
        addOther(site, shared, { ...other, source: source?.key ?? '', target, createdAt });
      }
    }
  }
  site.plans.sort((a, b) => a.seed.createdAt - b.seed.createdAt);
  return site;
}

function addOther(
  site: LifetimeSite,
  shared: SharedState,
  other: OtherPlan & {
    readonly source: string;
    readonly target: SimulatedEnvironment;
    readonly createdAt: number;
  },
): void {
  const application = site.applications.find(({ name }) => name === other.application);
  const version = application?.versions.findLast(({ label }) => label === (other.version ?? label));
  const operations = application && version ? [operation(application, version, '')] : [];
  const plan = openPlan(
    {
      key: sequentialKey('f0', shared.state.others.length + 1),
      kind: 'tagged',
      notes: 'Weekly release',
      source: other.source,
      target: other.target,
      operations,
      by: colleague,
      createdAt: other.createdAt,
    },
    !site.scenario.isOld,
  );
  if (other.phases[0]?.status !== 'saved') {
    const source = plainLog({
      source: 'Development',
      target: other.target.name,
      applications: [other.application],
    });
    begin(plan, other.phases, { source, linesPerLook: 2 }, other.createdAt + 60_000);
  }
  shared.state.others.push(plan.view);
  site.plans.push(plan);
}

/** What a plan does to an application. */
export function operation(
  application: SimulatedApplication,
  version: SimulatedVersion,
  zone: string,
): PlannedOperation {
  return {
    application,
    version,
    zone,
    shown: {
      ApplicationKey: application.key,
      ApplicationVersionKey: version.key,
      DeploymentOperation: `Deploy ${version.label}`,
      DeploymentZoneKey: zone,
    },
  };
}

/** The environment with this key, or a 404. */
export function environmentOf({ site }: RequestContext, key = ''): SimulatedEnvironment {
  const found = site.environments.find((environment) => environment.key === key);
  if (!found) throw new Refusal(404, `There is no environment with the key ${key}.`);
  return found;
}

/** The application with this key, or a 404. */
export function applicationOf({ site }: RequestContext, key = ''): SimulatedApplication {
  const found = site.applications.find((application) => application.key === key);
  if (!found) throw new Refusal(404, `There is no application with the key ${key}.`);
  return found;
}

/** The version with this key, or a 404. */
export function versionOf(application: SimulatedApplication, key = ''): SimulatedVersion {
  const found = application.versions.find((version) => version.key === key);
  if (!found) throw new Refusal(404, `There is no version with the key ${key} of '${application.name}'.`);
  return found;
}

/** The plan with this key and the site it lives on, whichever scenario that is; a deleted or unknown one is a 404. */
export function planOf(
  { shared }: RequestContext,
  key = '',
): { readonly plan: SimulatedPlan; readonly site: LifetimeSite } {
  for (const site of shared.sites.values()) {
    const plan = site.plans.find(({ view }) => view.key === key && !view.deleted);
    if (plan) return { plan, site };
  }
  throw new Refusal(404, `There is no deployment with the key ${key}.`);
}

/** Every request but the tag itself lets the processing of new tags end. */
export function publishTags({ applications, scenario }: LifetimeSite): void {
  if (scenario.unpublishedFor !== undefined) return;
  for (const { versions } of applications) for (const version of versions) version.unpublished = 0;
}

/** Plans on a target that are still open. */
export function openPlans(site: LifetimeSite, target: string): readonly SimulatedPlan[] {
  return site.plans.filter(({ view }) => view.target === target && !view.deleted && !isTerminal(view.status));
}

/** A boolean of the query in either spelling; anything else is a 400. */
export function flag({ request }: RequestContext, name: string): boolean | undefined {
  const text = request.query.get(name)?.toLowerCase();
  if (text === undefined || text === '') return undefined;
  if (text === 'true' || text === 'false') return text === 'true';
  throw new Refusal(400, `Invalid value for the parameter ${name}.`);
}
