import { TrackerFailure } from '../../release/tracker.ts';
import type { Clock } from '../../shared/clock.ts';
import { hasStatus } from '../failure.ts';
import { persist } from '../persist.ts';
import { memoOf } from './choose.ts';
import type { Asking, Change, DeploymentsApi, NewRecord } from './client.ts';
import { stepsTo } from './states.ts';
import { isUuid, type RecordEntry, type RecordStatus } from './wire.ts';

/** The ids of a component and an environment. */
export interface Ids {
  readonly componentId: string;
  readonly environmentId: string;
}

/** Reads and writes the records of a release. It takes each step once, even if answers are lost. */
export interface RecordStore {
  /** Returns the records of a component in an environment, newest first. They are cached until the next write. */
  history(ids: Ids, asking: Asking): Promise<readonly RecordEntry[]>;
  /**
   * Creates a record and returns its id. After a lost answer, it is sent again only if the record is not found.
   * @param own finds the record among all records
   * @throws HttpFailure, TrackerFailure, or the signal's reason
   */
  create(
    record: NewRecord,
    own: (entries: readonly RecordEntry[]) => RecordEntry | undefined,
    asking: Asking,
  ): Promise<string>;
  /**
   * Moves a record to a status through the missing steps. The last step also applies `change`.
   * @throws HttpFailure, TrackerFailure, or the signal's reason
   */
  reach(id: string, to: RecordStatus, change: Change, asking: Asking): Promise<void>;
  /** Returns the id of the record that the given rollback replaces; undefined if it is no rollback. */
  rollbackOf(id: string, asking: Asking): Promise<string | undefined>;
}

/** What this process knows of the records. */
interface Known {
  /** The records that were read last; undefined after a write. */
  read?: { readonly key: string; readonly entries: readonly RecordEntry[] } | undefined;
  /** Last known status of each record that this process has read or written. */
  readonly statuses: Map<string, RecordStatus>;
  /** For each of them, the record that it replaces. */
  readonly replaced: Map<string, string | undefined>;
}

/** Creates a store for the records of one release. */
export function createRecordStore(api: DeploymentsApi, clock: Clock): RecordStore {
  const known: Known = { statuses: new Map(), replaced: new Map() };
  return {
    async history(ids, asking) {
      return known.read?.key === keyOf(ids) ? known.read.entries : readHistory(api, known, ids, asking);
    },

    async create(record, own, asking) {
      const id = await persist({ clock, ...asking }, async (last) => {
        if (last?.mayHaveActed) {
          const found = own(await readHistory(api, known, record, { ...asking, patienceMs: 0 }));
          if (found) return usableId(found);
          // The server accepted the request but the record is not found: sending it again might create a second one.
          if (last.facts.kind === 'unreadable') throw last;
        }
        known.read = undefined;
        return api.create(record, asking);
      });
      known.statuses.set(id, known.statuses.get(id) ?? 'pending');
      known.replaced.set(id, memoOf(record).rollbackOfId);
      return id;
    },

    reach: (id, to, change, asking) =>
      persist({ clock, ...asking }, () =>
        takeSteps(api, known, { id, to, change }, { ...asking, patienceMs: 0 }),
      ),

    async rollbackOf(id, asking) {
      if (!known.replaced.has(id)) await readStatus(api, known, id, asking);
      return known.replaced.get(id);
    },
  };
}

function remember(known: Known, entry: RecordEntry): void {
  if (entry.status) known.statuses.set(entry.id, entry.status);
  known.replaced.set(entry.id, memoOf(entry).rollbackOfId);
}

async function readHistory(
  api: DeploymentsApi,
  known: Known,
  ids: Ids,
  asking: Asking,
): Promise<readonly RecordEntry[]> {
  // Only the newest hundred: an older record is neither open nor live.
  for await (const page of api.entries(pick(ids), asking)) {
    const entries = page.filter((entry) => isOf(entry, ids));
    for (const entry of entries) remember(known, entry);
    known.read = { key: keyOf(ids), entries };
    return entries;
  }
  return [];
}

async function readStatus(
  api: DeploymentsApi,
  known: Known,
  id: string,
  asking: Asking,
): Promise<RecordStatus> {
  const entry = await api.entry(id, asking);
  remember(known, entry);
  if (entry.status !== undefined) return entry.status;
  throw new TrackerFailure('the record has an undocumented status.', true, lookThere(id));
}

/** The status that a record is to reach, and what else the last step changes. */
interface Target {
  readonly id: string;
  readonly to: RecordStatus;
  readonly change: Change;
}

/** Takes the steps from the current status to another one. @throws TrackerFailure if there is no way */
async function takeSteps(
  api: DeploymentsApi,
  known: Known,
  { id, to, change }: Target,
  asking: Asking,
): Promise<void> {
  const { statuses } = known;
  for (;;) {
    const guess = statuses.get(id);
    const from = guess ?? (await readStatus(api, known, id, asking));
    const steps = stepsTo(from, to);
    if (steps === undefined) {
      const message = `its record already has the status ${from}, which cannot change to ${to}.`;
      throw new TrackerFailure(message, true, lookThere(id));
    }
    try {
      for (const [at, status] of steps.entries()) {
        const isLast = at === steps.length - 1;
        known.read = undefined;
        statuses.delete(id);
        await api.change(id, { status, ...(isLast && change) }, asking);
        statuses.set(id, status);
      }
      return;
    } catch (error) {
      // The record may have changed since it was read, so read the current status and try again.
      if (guess === undefined || !hasStatus(error, 400)) throw error;
    }
  }
}

const pick = ({ componentId, environmentId }: Ids): Ids => ({ componentId, environmentId });
const keyOf = ({ componentId, environmentId }: Ids): string => `${componentId} ${environmentId}`;

/**
 * Whether a record belongs to the component and environment. Early releases of the server may return other records.
 */
export function isOf(entry: RecordEntry, { componentId, environmentId }: Partial<Ids>): boolean {
  return (
    (entry.componentId ?? componentId) === componentId &&
    (environmentId === undefined || (entry.environmentId ?? environmentId) === environmentId)
  );
}

/**
 * Returns the id of a record if it is safe to save and to use in a path.
 * @throws TrackerFailure if it is no UUID
 */
export function usableId({ id }: RecordEntry): string {
  if (isUuid(id)) return id;
  throw new TrackerFailure(
    'the id of its record is not a UUID.',
    true,
    'Look for the record there, and end it.',
  );
}

function lookThere(id: string): string {
  return `Check record ${id} in the Deployments API.`;
}
