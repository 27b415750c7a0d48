import { HttpFailure } from '../../http/failure.ts';
import type { ComponentPlace, EnvironmentVersion, VersionHistory } from '../../release/version-history.ts';
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

  /**
   * Reads the row from the list of records. The endpoint `latest` would give the same, but fails on PostgreSQL in
   * every release.
   */
  async function listedRow(componentId: string, asking: Asking): Promise<readonly EnvironmentVersion[]> {
    for await (const page of api.entries({ componentId, status: 'succeeded' }, asking))
      return rowOf(page.filter((entry) => entry.status === 'succeeded' && isOf(entry, { componentId })));
    return [];
  }

  return {
    title: 'Deployments API',

    promotionStatus: (announcement, environment, signal) =>
      explaining(advise, async () => {
        const asking = { signal, patienceMs: PATIENCE_MS.gate };
        const { componentId } = await idsOf(announcement, asking);
        const place = {
          componentId,
          environmentId: await api.idOf('environment', environment, asking, 'promote-from'),
        };
        let live: RecordEntry | undefined;
        for await (const page of api.entries({ ...place, status: 'succeeded' }, asking)) {
          const good = page.filter((entry) => entry.status === 'succeeded' && isOf(entry, place));
          live ??= good[0];
          const own = good.find(({ version }) => version === announcement.version);
          if (own) return { succeeded: true, environment: own.environmentName ?? environment };
        }
        const history = await store.history(place, asking);
        const own = history.find(({ version }) => version === announcement.version);
        return {
          succeeded: false,
          environment: (live ?? own)?.environmentName ?? environment,
          ...(live && { live: { version: live.version, ...(live.at !== undefined && { since: live.at }) } }),
          ...(own?.status && { word: own.status }),
        };
      }),

    versionsByEnvironment: (announcement, signal) =>
      explaining(advise, async () => {
        if (api.remaining !== undefined && api.remaining < RESERVE) return undefined;
        const asking = { signal, patienceMs: PATIENCE_MS.row };
        const { componentId } = await idsOf(announcement, asking);
        return (await matrixRow(componentId, asking)) ?? listedRow(componentId, asking);
      }),

    previousVersion: (place, current, signal) =>
      explaining(advise, async () => {
        const asking = { signal, patienceMs: PATIENCE_MS.before };
        const history = await store.history(await idsOf(place, asking), asking);
        return entryBefore(history, current)?.version;
      }),
  };
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
