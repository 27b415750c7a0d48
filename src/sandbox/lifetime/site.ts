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

/** A downloadable file. */
interface Download {
  readonly name: string;
  /** Size of the padding; undefined for a small archive. */
  readonly bytes: number | undefined;
}

/** A solution whose export was started; its statuses change with each poll. */
export interface Solution {
  readonly key: string;
  readonly name: string;
  readonly statuses: readonly string[];
  /** Number of polls. */
  looks: number;
}

/** A package of an application's source code in an environment; its status changes with polls. */
export interface SourcePackage {
  readonly key: string;
  readonly name: string;
  /** Number of polls. */
  looks: number;
}

/** State that all scenarios of one sandbox share: keys are unique across scenarios, and every plan is readable. */
export interface SharedState {
  readonly foreignOrigin: string;
  /** Sites by the name of their scenario; its first request opens a site. */
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
  /** Files by the last part of their URL. */
  readonly downloads: Map<string, Download>;
  /** The scenario of the latest request that named one: that of the test components, which take no token. */
  latest: string;
}

/** The infrastructure of one scenario. */
export interface LifetimeSite {
  readonly scenario: LifetimeScenario;
  readonly environments: readonly SimulatedEnvironment[];
  readonly applications: readonly SimulatedApplication[];
  /** Plans of clients and of other users, oldest first. */
  readonly plans: SimulatedPlan[];
  /** Reasons by environment and application key, see {@link blockKey}. */
  readonly blocked: Map<string, string>;
  /** Keys of the environments in maintenance mode. */
  readonly maintenance: Set<string>;
  /** Number of calls by method and route. */
  readonly calls: Map<string, number>;
}

/** A request with all data that its handler needs. */
export interface RequestContext {
  readonly request: Received;
  readonly site: LifetimeSite;
  readonly shared: SharedState;
  /** The keys in the path, in order. */
  readonly keys: readonly string[];
}

/** Returns the key of a block in {@link LifetimeSite.blocked}. */
export const blockKey = (environment: string, application: string): string => `${environment} ${application}`;

const hour = 3600 * 1000;

/** Builds the infrastructure of a scenario, with the plans of other users. @param now - ms since the epoch */
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

/** Creates the operation that deploys a version of an application. */
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

/** Returns the environment with this key. @throws Refusal (404) if there is none */
export function environmentOf({ site }: RequestContext, key = ''): SimulatedEnvironment {
  const found = site.environments.find((environment) => environment.key === key);
  if (!found) throw new Refusal(404, `There is no environment with the key ${key}.`);
  return found;
}

/** Returns the application with this key. @throws Refusal (404) if there is none */
export function applicationOf({ site }: RequestContext, key = ''): SimulatedApplication {
  const found = site.applications.find((application) => application.key === key);
  if (!found) throw new Refusal(404, `There is no application with the key ${key}.`);
  return found;
}

/** Returns the version with this key. @throws Refusal (404) if there is none */
export function versionOf(application: SimulatedApplication, key = ''): SimulatedVersion {
  const found = application.versions.find((version) => version.key === key);
  if (!found) throw new Refusal(404, `There is no version with the key ${key} of '${application.name}'.`);
  return found;
}

/** Returns the plan with this key and its site, in any scenario. @throws Refusal (404) if it is deleted or unknown */
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

/** Publishes new tags. Every request except the tag itself does this, unless the scenario counts creates. */
export function publishTags({ applications, scenario }: LifetimeSite): void {
  if (scenario.unpublishedFor !== undefined) return;
  for (const { versions } of applications) for (const version of versions) version.unpublished = 0;
}

/** Returns the plans for a target that are not finished. */
export function openPlans(site: LifetimeSite, target: string): readonly SimulatedPlan[] {
  return site.plans.filter(({ view }) => view.target === target && !view.deleted && !isTerminal(view.status));
}

/** Returns a boolean query parameter, undefined if absent. @throws Refusal (400) for any other value */
export function flag({ request }: RequestContext, name: string): boolean | undefined {
  const text = request.query.get(name)?.toLowerCase();
  if (text === undefined || text === '') return undefined;
  if (text === 'true' || text === 'false') return text === 'true';
  throw new Refusal(400, `Invalid value for the parameter ${name}.`);
}
