import type { Announcement } from '../../release/announcement.ts';
import { formatMarker } from '../../release/run-marker.ts';
import type { Conclusion, TrackerRecord } from '../../release/tracker.ts';
import type { ComponentPlace } from '../../release/version-history.ts';
import { entryLeftOpen, entryToEnd, entryToRetry, liveEntry, ownEntry } from './choose.ts';
import type { Asking, DeploymentsApi, NewRecord } from './client.ts';
import { type Ids, type RecordStore, usableId } from './record-store.ts';

/** The component and environment of the records, if they differ from the common ones. */
export interface Naming {
  readonly component: string | undefined;
  readonly environment: string | undefined;
}

/** Finds or creates the record of a release. All methods throw HttpFailure, TrackerFailure or the signal's reason. */
export interface RecordFinder {
  /** Returns the ids of the component and the environment. */
  idsOf(place: ComponentPlace, asking: Asking): Promise<Ids>;
  /** Returns the id of an open record: the one that an earlier attempt left, a failed one, or a new one. */
  open(announcement: Announcement, record: TrackerRecord, asking: Asking): Promise<string>;
  /** Returns the id of the record that the conclusion ends. Opens one if there is none. */
  findOrOpen(
    announcement: Announcement,
    conclusion: Conclusion,
    record: TrackerRecord,
    asking: Asking,
  ): Promise<string>;
}

/** Creates the finder for the records of one release. */
export function createRecordFinder(api: DeploymentsApi, store: RecordStore, naming: Naming): RecordFinder {
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

  return { idsOf, open, findOrOpen };
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
