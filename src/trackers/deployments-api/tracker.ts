import type { Announcement } from '../../release/announcement.ts';
import { TRACKER_PATIENCE_MS } from '../../release/budgets.ts';
import { isGreen } from '../../release/outcome.ts';
import { formatMarker, parseMarker } from '../../release/run-marker.ts';
import type { Conclusion, Tracker, TrackerRecord } from '../../release/tracker.ts';
import type { ComponentPlace, VersionHistory } from '../../release/version-history.ts';
import type { Clock } from '../../shared/clock.ts';
import { explaining } from '../failure.ts';
import { advise } from './advice.ts';
import { entryLeftOpen, entryToEnd, entryToRetry, isOpen, liveEntry, memoOf, ownEntry } from './choose.ts';
import type { Asking, Change, DeploymentsApi, NewRecord } from './client.ts';
import { createRecordStore, type Ids, type RecordStore, usableId } from './record-store.ts';
import { createVersionHistory } from './version-history.ts';

export { createApi } from './client.ts';
export { createSession } from './session.ts';

/** The component and environment of the records, if they differ from the common ones. */
export interface Naming {
  readonly component: string | undefined;
  readonly environment: string | undefined;
}

/** The dependencies and settings of the tracker. */
export interface DeploymentsApiOptions {
  readonly api: DeploymentsApi;
  readonly clock: Clock;
  readonly naming: Naming;
}

const LONGEST_REASON = 1_000;

/**
 * Creates the tracker that keeps a record of each deployment: `pending`, `in_progress`, `succeeded` or `failed`.
 *
 * The server accepts ten requests per minute. A release needs three writes and one read of the records. Each name of
 * a component or environment needs one request per hundred items, and a login needs one.
 */
export function createDeploymentsApi({ api, clock, naming }: DeploymentsApiOptions): Tracker & {
  readonly versionHistory: VersionHistory;
} {
  const store = createRecordStore(api, clock);

  // Sequential, because the first request detects the version and logs in.
  async function idsOf(place: ComponentPlace, asking: Asking): Promise<Ids> {
    const componentId = await api.idOf('component', naming.component ?? place.component, asking);
    const wanted = naming.environment ?? place.environment;
    return { componentId, environmentId: await api.idOf('environment', wanted, asking) };
  }

  async function open(announcement: Announcement, record: TrackerRecord, asking: Asking): Promise<string> {
    const ids = await idsOf(announcement, asking);
    const history = await store.history(ids, asking);
    const left = entryLeftOpen(history, announcement);
    if (left) {
      const id = usableId(left);
      record.keep(id);
      return id;
    }
    const live = announcement.plan.operation === 'rollback' ? liveEntry(history) : undefined;
    const fresh = newRecord(ids, announcement, live?.version === announcement.version ? undefined : live);
    const failed = entryToRetry(history, announcement.version);
    if (failed) {
      const id = usableId(failed);
      record.keep(id);
      await store.reach(id, 'pending', { metadata: fresh.metadata }, asking);
      return id;
    }
    const id = await store.create(fresh, (entries) => ownEntry(entries, announcement), asking);
    record.keep(id);
    return id;
  }

  async function findOrOpen(
    announcement: Announcement,
    conclusion: Conclusion,
    record: TrackerRecord,
    asking: Asking,
  ): Promise<string> {
    const history = await store.history(await idsOf(announcement, asking), asking);
    const found = entryToEnd(history, announcement, conclusion);
    if (found === undefined) return open(announcement, record, asking);
    const id = usableId(found);
    record.keep(id);
    return id;
  }

  return {
    name: 'deployments-api',
    title: 'Deployments API',
    versionHistory: createVersionHistory({ api, store, idsOf }),

    start: (announcement, record, signal) =>
      explaining(advise, async () => {
        await open(announcement, record, { signal, patienceMs: TRACKER_PATIENCE_MS.start });
      }),

    began: (_announcement, deployment, record, signal) =>
      explaining(advise, async () => {
        if (record.id === undefined) return;
        const metadata = { deploymentId: deployment.id, deploymentUrl: deployment.url };
        await store.reach(
          record.id,
          'in_progress',
          { metadata },
          { signal, patienceMs: TRACKER_PATIENCE_MS.start },
        );
      }),

    end: (announcement, conclusion, record, signal) =>
      explaining(advise, async () => {
        const asking = { signal, patienceMs: TRACKER_PATIENCE_MS.end };
        const id = record.id ?? (await findOrOpen(announcement, conclusion, record, asking));
        const good = isGreen(conclusion.outcome.status);
        await store.reach(id, good ? 'succeeded' : 'failed', endOf(conclusion), asking);
        if (good) await markRolledBack(store, id, asking);
      }),

    earlierMarkers: (announcement, signal) =>
      explaining(advise, async () => {
        const asking = { signal, patienceMs: TRACKER_PATIENCE_MS.markers };
        const history = await store.history(await idsOf(announcement, asking), asking);
        return history.flatMap((entry) => {
          const memo = memoOf(entry);
          const trace = parseMarker(memo.trace ?? '');
          if (trace === undefined) return [];
          return [
            {
              ...trace,
              record: { tracker: 'deployments-api', id: usableId(entry), isOpen: isOpen(entry) },
              ...(memo.deploymentId && { deploymentId: memo.deploymentId }),
            },
          ];
        });
      }),
    examine: async (place, run) =>
      (await import('./doctor.ts')).examineDeploymentsApi(api, naming, place, run),
  };
}

/** Marks the record that a successful rollback replaces as rolled back. */
async function markRolledBack(store: RecordStore, id: string, asking: Asking): Promise<void> {
  const replaced = await store.rollbackOf(id, asking);
  if (replaced === undefined) return;
  await store.reach(replaced, 'rolled_back', { metadata: { rolledBackById: id } }, asking);
}

/**
 * Builds the body of `POST deployments`. A retry of the same version reuses its metadata.
 * @param replaced the record that a rollback replaces
 */
export function newRecord(
  ids: Ids,
  { version, owner, description, plan }: Announcement,
  replaced: { readonly id: string; readonly version: string } | undefined,
): NewRecord {
  return {
    ...ids,
    version,
    ...(owner && { deployedBy: owner }),
    ...(plan.commit && { commitSha: plan.commit }),
    description,
    metadata: {
      ...(plan.runUrl && { pipelineUrl: plan.runUrl }),
      platform: plan.platform,
      host: plan.host,
      ...(plan.commit && { commit: plan.commit }),
      ...(plan.package && { packageSha256: plan.package.sha256 }),
      trace: formatMarker(plan),
      ...(replaced && { rollbackOf: replaced.version, rollbackOfId: replaced.id }),
    },
  };
}

/**
 * Builds the last change of a record. The API has no status for cancelled: every end that is not a success is
 * `failed`.
 */
export function endOf({ outcome, endedAt, deployment }: Conclusion): Change {
  return {
    finishedAt: new Date(endedAt).toISOString(),
    metadata: {
      result: outcome.status,
      reason: outcome.reason.slice(0, LONGEST_REASON),
      ...(deployment && { deploymentId: deployment.id, deploymentUrl: deployment.url }),
    },
  };
}
