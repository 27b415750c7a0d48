import { TrackerFailure } from '../../release/tracker.ts';
import type { Clock } from '../../shared/clock.ts';
import { hasStatus } from '../failure.ts';
import { persist } from '../persist.ts';
import { memoOf } from './choose.ts';
import type { Asking, Change, DeploymentsApi, NewRecord } from './client.ts';
import { stepsTo } from './states.ts';
import { isUuid, type RecordEntry, type RecordStatus } from './wire.ts';

export interface Ids {
  readonly componentId: string;
  readonly environmentId: string;
}

/** The records of a release, written so that each step is taken once, whatever gets lost on the way. */
export interface RecordStore {
  /** What is on record of a place, newest first: read once, and once more after something was written. */
  history(ids: Ids, asking: Asking): Promise<readonly RecordEntry[]>;
  /**
   * Makes a record and returns its id. A request that may have been accepted is sent again only where a look finds
   * nothing.
   * @param own picks the record that it would be
   */
  create(
    record: NewRecord,
    own: (entries: readonly RecordEntry[]) => RecordEntry | undefined,
    asking: Asking,
  ): Promise<string>;
  /** Leads a record to a status over the steps that are missing, and changes it with the last of them. */
  reach(id: string, to: RecordStatus, change: Change, asking: Asking): Promise<void>;
  /** The record that the given one is a rollback of. */
  rollbackOf(id: string, asking: Asking): Promise<string | undefined>;
}

export function createRecordStore(api: DeploymentsApi, clock: Clock): RecordStore {
  let read: { readonly key: string; readonly entries: readonly RecordEntry[] } | undefined;
  /** What is known of the records that this process has read or written. */
  const statuses = new Map<string, RecordStatus>();
  const replaced = new Map<string, string | undefined>();

  function remember(entry: RecordEntry): void {
    if (entry.status) statuses.set(entry.id, entry.status);
    replaced.set(entry.id, memoOf(entry).rollbackOfId);
  }

  async function look(ids: Ids, asking: Asking): Promise<readonly RecordEntry[]> {
    // The newest hundred: what is older than those is neither open nor live.
    for await (const page of api.entries(pick(ids), asking)) {
      const entries = page.filter((entry) => isOf(entry, ids));
      for (const entry of entries) remember(entry);
      read = { key: keyOf(ids), entries };
      return entries;
    }
    return [];
  }

  async function readBack(id: string, asking: Asking): Promise<RecordStatus> {
    const entry = await api.entry(id, asking);
    remember(entry);
    if (entry.status !== undefined) return entry.status;
    throw new TrackerFailure('the record has a status that nobody has documented.', true, lookThere(id));
  }

  async function walk(id: string, to: RecordStatus, change: Change, asking: Asking): Promise<void> {
    for (;;) {
      const guess = statuses.get(id);
      const from = guess ?? (await readBack(id, asking));
      const steps = stepsTo(from, to);
      if (steps === undefined) {
        const message = `its record says ${from} already, from where it can't become ${to}.`;
        throw new TrackerFailure(message, true, lookThere(id));
      }
      try {
        for (const [at, status] of steps.entries()) {
          const isLast = at === steps.length - 1;
          read = undefined;
          statuses.delete(id);
          await api.change(id, { status, ...(isLast && change) }, asking);
          statuses.set(id, status);
        }
        return;
      } catch (error) {
        // Somebody else may have changed it since it was read: what counts is what the server says now.
        if (guess === undefined || !hasStatus(error, 400)) throw error;
      }
    }
  }

  return {
    async history(ids, asking) {
      return read?.key === keyOf(ids) ? read.entries : look(ids, asking);
    },

    async create(record, own, asking) {
      const id = await persist({ clock, ...asking }, async (last) => {
        if (last?.mayHaveActed) {
          const found = own(await look(record, { ...asking, patienceMs: 0 }));
          if (found) return usableId(found);
          // It said yes, and yet there is nothing: once more would perhaps be twice.
          if (last.facts.kind === 'unreadable') throw last;
        }
        read = undefined;
        return api.create(record, asking);
      });
      statuses.set(id, statuses.get(id) ?? 'pending');
      replaced.set(id, memoOf(record).rollbackOfId);
      return id;
    },

    reach: (id, to, change, asking) =>
      persist({ clock, ...asking }, () => walk(id, to, change, { ...asking, patienceMs: 0 })),

    async rollbackOf(id, asking) {
      if (!replaced.has(id)) await readBack(id, asking);
      return replaced.get(id);
    },
  };
}

const pick = ({ componentId, environmentId }: Ids): Ids => ({ componentId, environmentId });
const keyOf = ({ componentId, environmentId }: Ids): string => `${componentId} ${environmentId}`;

/** Whether a record is of the place; early releases may not filter. */
export function isOf(entry: RecordEntry, { componentId, environmentId }: Partial<Ids>): boolean {
  return (
    (entry.componentId ?? componentId) === componentId &&
    (environmentId === undefined || (entry.environmentId ?? environmentId) === environmentId)
  );
}

/** The id of a record, fit to be kept and to go into a path. */
export function usableId({ id }: RecordEntry): string {
  if (isUuid(id)) return id;
  throw new TrackerFailure(
    'the id of its record is no UUID.',
    true,
    'Look for the record there, and end it.',
  );
}

function lookThere(id: string): string {
  return `Look at record ${id} in the Deployments API.`;
}
