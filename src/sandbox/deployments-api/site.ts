import { keyOf, sequentialKey } from '../keys.ts';
import { isObject, type Received } from '../simulated-api.ts';
import { Refused } from './errors.ts';
import type { DeploymentsApiScenario } from './scenarios.ts';
import type { Sessions } from './sessions.ts';
import type { DeploymentRecord, DeploymentsApiState } from './state.ts';
import {
  components,
  environments,
  history,
  manyComponents,
  manyEnvironments,
  type Past,
  type TrackedComponent,
  type TrackedEnvironment,
} from './world.ts';

/** A writable record in the sandbox. */
export type OpenRecord = { -readonly [K in keyof DeploymentRecord]: DeploymentRecord[K] } & {
  readonly writes: DeploymentRecord['writes'][number][];
};

/** The data of one scenario. */
export interface TrackerSite {
  readonly scenario: DeploymentsApiScenario;
  readonly components: readonly TrackedComponent[];
  readonly environments: readonly TrackedEnvironment[];
  /** Oldest first, including the history that exists from the start. */
  readonly records: OpenRecord[];
  /** Records whose status another user has changed. */
  readonly touched: Set<OpenRecord>;
  /** Number of calls by method and route. */
  readonly calls: Map<string, number>;
  /** Kinds of writes whose answer has been lost so far. */
  readonly lost: Set<string>;
  /** Number of requests since the last refusal (429). */
  sinceRefusal: number;
  /** Number of deployments that have changed to `in_progress`. */
  starts: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/** State that all scenarios of a sandbox share. */
export interface SharedState {
  readonly sites: Map<string, TrackerSite>;
  readonly sessions: Sessions;
  readonly state: Mutable<DeploymentsApiState>;
}

/** A request with all data that its handler needs. */
export interface RequestContext {
  readonly request: Received;
  readonly site: TrackerSite;
  readonly shared: SharedState;
  /** Path parts in place of the stars of the route. */
  readonly keys: readonly string[];
}

/** Version of the API: see `era` of a scenario. */
export type Era = NonNullable<DeploymentsApiScenario['era']>;

/** Returns the era of a scenario; default `b`. */
export function eraOf({ scenario }: Pick<TrackerSite, 'scenario'>): Era {
  return scenario.era ?? 'b';
}

/** 2024-01-08, a Monday. */
const firstPast = Date.UTC(2024, 0, 8, 9, 30, 12, 260);
const hour = 3600 * 1000;

/** Returns the site of a scenario and creates it at the first request. */
export function siteOf(scenario: DeploymentsApiScenario, shared: SharedState): TrackerSite {
  const known = shared.sites.get(scenario.name);
  if (known) return known;
  const { world } = scenario;
  const site: TrackerSite = {
    scenario,
    components: { empty: [], many: manyComponents, usual: components }[world ?? 'usual'],
    environments: { empty: [], many: manyEnvironments, usual: environments }[world ?? 'usual'],
    records: [],
    touched: new Set(),
    calls: new Map(),
    lost: new Set(),
    sinceRefusal: 0,
    starts: 0,
  };
  for (const [at, past] of (world === 'empty' ? [] : history).entries()) {
    const record = recordOfPast(site, past, at, shared.state.history.length + 1);
    site.records.push(record);
    shared.state.history.push(record);
  }
  shared.sites.set(scenario.name, site);
  return site;
}

function recordOfPast(site: TrackerSite, past: Past, at: number, n: number): OpenRecord {
  const { component, environment, version, status } = past;
  const begun = firstPast + at * 24 * hour;
  const isOver = status !== 'pending' && status !== 'in_progress';
  return {
    id: sequentialKey('db', n),
    component,
    environment,
    componentId: site.components.find(({ name }) => name === component)?.id ?? '',
    environmentId: site.environments.find(({ name }) => name === environment)?.id ?? '',
    version,
    status,
    deployedBy: 'release-bot',
    commitSha: keyOf('commit', component, version).replaceAll('-', '').slice(0, 12),
    description: null,
    metadata: null,
    startedAt: new Date(begun).toISOString(),
    finishedAt: isOver ? new Date(begun + hour).toISOString() : null,
    createdAt: new Date(begun).toISOString(),
    updatedAt: new Date(isOver ? begun + hour : begun).toISOString(),
    writes: [],
  };
}

/** Returns the entry with this identifier. @throws Refused (404) if there is none */
export function entryOf<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  id: unknown,
  kind: 'Component' | 'Environment' | 'Deployment',
): Entry {
  const entry = entries.find((each) => each.id === id);
  if (!entry) throw new Refused(404, `${kind} with ID "${String(id)}" not found`);
  return entry;
}

/** Returns a string property of a body; undefined if it is absent or not a string. */
export function textIn(body: unknown, name: string): string | undefined {
  const value = isObject(body) ? body[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
