import { TRACKER_PATIENCE_MS } from '../../release/budgets.ts';
import { isGreen } from '../../release/outcome.ts';
import { parseMarker, type RunMarker } from '../../release/run-marker.ts';
import type { Conclusion, Tracker } from '../../release/tracker.ts';
import type { VersionHistory } from '../../release/version-history.ts';
import type { Clock } from '../../shared/clock.ts';
import { explaining } from '../failure.ts';
import { advise } from './advice.ts';
import { isOpen, memoOf } from './choose.ts';
import type { Asking, Change, DeploymentsApi } from './client.ts';
import { examineDeploymentsApi } from './doctor.ts';
import { createRecordFinder, type Naming } from './find-record.ts';
import { createRecordStore, type RecordStore, usableId } from './record-store.ts';
import { createVersionHistory } from './version-history.ts';
import type { RecordEntry } from './wire.ts';

export { createApi } from './client.ts';
export { createSession } from './session.ts';

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

  const { idsOf, open, findOrOpen } = createRecordFinder(api, store, naming);

  return {
    name: 'deployments-api',
    title: 'Deployments API',
    corrects: true,
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
        return history.flatMap((entry) => markerOf(entry) ?? []);
      }),
    examine: (place, run) => examineDeploymentsApi(api, naming, place, run),
  };
}

/** The run marker that a record keeps; undefined if it has none. */
function markerOf(entry: RecordEntry): RunMarker | undefined {
  const memo = memoOf(entry);
  const trace = parseMarker(memo.trace ?? '');
  return (
    trace && {
      ...trace,
      record: {
        tracker: 'deployments-api',
        id: usableId(entry),
        isOpen: isOpen(entry),
        // A release that was rolled back had been a success.
        isGood: entry.status === 'succeeded' || entry.status === 'rolled_back',
      },
      ...(memo.deploymentId && { deploymentId: memo.deploymentId }),
    }
  );
}

/** Marks the record that a successful rollback replaces as rolled back. */
async function markRolledBack(store: RecordStore, id: string, asking: Asking): Promise<void> {
  const replaced = await store.rollbackOf(id, asking);
  if (replaced === undefined) return;
  await store.reach(replaced, 'rolled_back', { metadata: { rolledBackById: id } }, asking);
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
