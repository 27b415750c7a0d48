import { HttpFailure } from '../../http/failure.ts';
import type {
  ComponentPlace,
  EnvironmentVersion,
  PromotionStatus,
  VersionHistory,
} from '../../release/version-history.ts';
import { explaining } from '../failure.ts';
import { advise } from './advice.ts';
import { entryBefore } from './choose.ts';
import type { Asking, DeploymentsApi } from './client.ts';
import { type Ids, isOf, type RecordStore } from './record-store.ts';
import type { RecordEntry } from './wire.ts';

/**
 * Retry times in milliseconds. The gate waits until the limit per minute is over; a missing overview is not worth a
 * retry.
 */
const PATIENCE_MS = { gate: 75_000, before: 30_000, row: 0 } as const;
/** Number of requests that are reserved for the records. */
const RESERVE = 4;

/** The dependencies of the version history. */
interface VersionHistoryOptions {
  readonly api: DeploymentsApi;
  readonly store: RecordStore;
  readonly idsOf: (place: ComponentPlace, asking: Asking) => Promise<Ids>;
}

/** Creates the version history of the Deployments API. */
export function createVersionHistory({ api, store, idsOf }: VersionHistoryOptions): VersionHistory {
  const rowOfComponent = createRowReader(api);

  return {
    title: 'Deployments API',

    promotionStatus: (announcement, environment, signal) =>
      explaining(advise, async () => {
        const asking = { signal, patienceMs: PATIENCE_MS.gate };
        const { componentId } = await idsOf(announcement, asking);
        const environmentId = await api.idOf('environment', environment, asking, 'promote-from');
        const wanted = { version: announcement.version, environment };
        return promotionIn({ api, store }, { componentId, environmentId }, wanted, asking);
      }),

    versionsByEnvironment: (announcement, signal) =>
      explaining(advise, async () => {
        if (api.remaining !== undefined && api.remaining < RESERVE) return undefined;
        const asking = { signal, patienceMs: PATIENCE_MS.row };
        const { componentId } = await idsOf(announcement, asking);
        return rowOfComponent(componentId, asking);
      }),

    previousVersion: (place, current, signal) =>
      explaining(advise, async () => {
        const asking = { signal, patienceMs: PATIENCE_MS.before };
        const history = await store.history(await idsOf(place, asking), asking);
        return entryBefore(history, current)?.version;
      }),
  };
}

/** Reads whether a version has succeeded in an environment, and what is there now. */
async function promotionIn(
  { api, store }: Pick<VersionHistoryOptions, 'api' | 'store'>,
  place: Ids,
  wanted: { readonly version: string; readonly environment: string },
  asking: Asking,
): Promise<PromotionStatus> {
  let live: RecordEntry | undefined;
  for await (const page of api.entries({ ...place, status: 'succeeded' }, asking)) {
    const good = page.filter((entry) => entry.status === 'succeeded' && isOf(entry, place));
    live ??= good[0];
    const own = good.find(({ version }) => version === wanted.version);
    if (own) return { succeeded: true, environment: own.environmentName ?? wanted.environment };
  }
  const history = await store.history(place, asking);
  const own = history.find(({ version }) => version === wanted.version);
  return {
    succeeded: false,
    environment: (live ?? own)?.environmentName ?? wanted.environment,
    ...(live && { live: { version: live.version, ...(live.at !== undefined && { since: live.at }) } }),
    ...(own?.status && { word: own.status }),
  };
}

/** Returns a function that reads the versions of a component in all environments. */
function createRowReader(api: DeploymentsApi) {
  /** Some releases of the server always answer the matrix with an error. */
  let hasMatrix = true;

  async function matrixRow(
    componentId: string,
    asking: Asking,
  ): Promise<readonly EnvironmentVersion[] | undefined> {
    if (!hasMatrix) return undefined;
    try {
      const rows = await api.matrix(asking);
      return rows.find((row) => row.componentId === componentId)?.cells.map(toStanding) ?? [];
    } catch (error) {
      if (!(error instanceof HttpFailure) || (error.facts.status ?? 500) < 500) throw error;
      hasMatrix = false;
      return undefined;
    }
  }

  return async (componentId: string, asking: Asking): Promise<readonly EnvironmentVersion[]> =>
    (await matrixRow(componentId, asking)) ?? listedRow(api, componentId, asking);
}

/**
 * Reads the row from the list of records. The endpoint `latest` would give the same, but fails on PostgreSQL in every
 * release.
 */
async function listedRow(
  api: DeploymentsApi,
  componentId: string,
  asking: Asking,
): Promise<readonly EnvironmentVersion[]> {
  for await (const page of api.entries({ componentId, status: 'succeeded' }, asking))
    return rowOf(page.filter((entry) => entry.status === 'succeeded' && isOf(entry, { componentId })));
  return [];
}

function toStanding({ environment, version, since }: Cell): EnvironmentVersion {
  return { environment, version, ...(since !== undefined && { since }) };
}

interface Cell {
  readonly environment: string;
  readonly version: string;
  readonly since: number | undefined;
}

/** Returns the newest success of each environment, in the order of the environments. */
export function rowOf(entries: readonly RecordEntry[]): readonly EnvironmentVersion[] {
  const newest = new Map<string, RecordEntry>();
  for (const entry of entries) {
    const name = entry.environmentName ?? entry.environmentId ?? '';
    if (name && !newest.has(name)) newest.set(name, entry);
  }
  return [...newest]
    .toSorted(([, a], [, b]) => a.environmentOrder - b.environmentOrder)
    .map(([environment, { version, at }]) => toStanding({ environment, version, since: at }));
}
