import type { RequestOptions } from '../../http/client.ts';
import { json } from '../../http/multipart.ts';
import { TrackerFailure } from '../../release/tracker.ts';
import { didYouMean } from '../../shared/near-misses.ts';
import { hasStatus } from '../failure.ts';
import type { Session } from './session.ts';
import {
  isUuid,
  type MatrixRow,
  type Page,
  type RecordEntry,
  type RecordStatus,
  readCreated,
  readEntries,
  readEntry,
  readMatrix,
  readNames,
} from './wire.ts';

/** The limits of one request. */
export interface Asking {
  readonly signal: AbortSignal;
  /** How long the request may be repeated after its first failure, in milliseconds. */
  readonly patienceMs: number;
}

/** The query of `GET deployments`. */
interface Filter {
  readonly componentId: string;
  readonly environmentId?: string;
  readonly status?: RecordStatus;
}

/** The body of `POST deployments`. The server rejects any other field. */
export interface NewRecord {
  readonly componentId: string;
  readonly environmentId: string;
  readonly version: string;
  readonly deployedBy?: string;
  readonly commitSha?: string;
  readonly description: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/**
 * The body of `PATCH deployments/<id>`. The server rejects any other field, and merges `metadata` into the stored
 * one.
 */
export interface Change {
  readonly status?: RecordStatus;
  /** ISO 8601. The server does not set it itself. */
  readonly finishedAt?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** The Deployments API, with one method for each endpoint. All methods throw HttpFailure or the signal's reason. */
export interface DeploymentsApi {
  /**
   * Number of requests that the server still accepts, from its latest answer; undefined if it does not report that.
   */
  readonly remaining: number | undefined;
  /**
   * Returns the id of the component or environment with exactly this name. A UUID is returned in lower case without a
   * request.
   * @param input the input to name in the advice
   * @throws TrackerFailure if no item has the name
   */
  idOf(kind: 'component' | 'environment', wanted: string, asking: Asking, input?: string): Promise<string>;
  /** Yields the pages of records, newest first. */
  entries(filter: Filter, asking: Asking): AsyncGenerator<readonly RecordEntry[]>;
  entry(id: string, asking: Asking): Promise<RecordEntry>;
  /** Returns the current version of each component in each environment. */
  matrix(asking: Asking): Promise<readonly MatrixRow[]>;
  /**
   * Creates a record and returns its id. It is sent once: before another call, the caller checks whether it took
   * effect.
   */
  create(record: NewRecord, asking: Asking): Promise<string>;
  /**
   * Asks whether the account may write records: changes nothing of a record that does not exist.
   * @throws HttpFailure, for example with 403 if it may not
   */
  mayWrite(asking: Asking): Promise<void>;
  /** Changes a record. It is sent once. */
  change(id: string, change: Change, asking: Asking): Promise<void>;
}

/** Maximum number of items that the server returns per page. */
const PAGE = 100;
/** Maximum number of pages to read of a list. */
const MOST_PAGES = 20;

/** An id that no record and no component has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

const lists = { component: 'catalog/components', environment: 'environments' } as const;

/** Creates the API on top of a session. */
export function createApi(session: Session): DeploymentsApi {
  /** Ids by name of all items that were read, for later calls. */
  const known = { component: new Map<string, string>(), environment: new Map<string, string>() };

  async function* pages<T>(
    path: string,
    decode: (value: unknown) => Page<T>,
    asking: Asking,
  ): AsyncGenerator<readonly T[]> {
    let seen = 0;
    for (let page = 0; page < MOST_PAGES; page++) {
      const paging = `${path.includes('?') ? '&' : '?'}skip=${seen}&take=${PAGE}`;
      const { items, total } = await session.json(get(path + paging, asking), decode);
      yield items;
      seen += items.length;
      if (items.length === 0 || seen >= total) return;
    }
  }

  return {
    get remaining() {
      return session.remaining;
    },

    async idOf(kind, wanted, asking, input = `deployments-api-${kind}`) {
      if (isUuid(wanted)) return wanted.toLowerCase();
      const ids = known[kind];
      const found = (): string | undefined => ids.get(wanted);
      if (found() === undefined) {
        for await (const items of pages(lists[kind], readNames, asking)) {
          for (const { id, name } of items) if (isUuid(id) && !ids.has(name)) ids.set(name, id);
          if (found() !== undefined) break;
        }
      }
      const id = found();
      if (id !== undefined) return id;
      const question = didYouMean(wanted, [...ids.keys()]);
      const message = `it knows no ${kind} "${wanted}"${question && ` (${question})`}.`;
      throw new TrackerFailure(message, true, `Check \`${input}\`: names must be exact.`);
    },

    entries(filter, asking) {
      const query = new URLSearchParams({ ...filter });
      return pages(`deployments?${query.toString()}`, readEntries, asking);
    },
    entry: (id, asking) => session.json(get(pathOf(id), asking), readEntry),
    matrix: (asking) => session.json(get('deployments/matrix', asking), readMatrix),

    create: (record, asking) =>
      session.json({ ...write(asking, record), method: 'POST', path: 'deployments' }, readCreated),
    mayWrite: (asking) => askToWrite(session, asking),
    change: (id, change, asking) =>
      session.json({ ...write(asking, change), method: 'PATCH', path: pathOf(id) }, () => undefined),
  };
}

async function askToWrite(session: Session, asking: Asking): Promise<void> {
  const path = pathOf(NOBODY);
  try {
    await session.json({ ...get(path, asking), method: 'PATCH', body: json({}) }, () => undefined);
  } catch (error) {
    // The server checks the permission before it looks for the record.
    if (!hasStatus(error, 404)) throw error;
  }
}

function get(path: string, { signal, patienceMs }: Asking): RequestOptions {
  return { method: 'GET', path, retry: 'read', patienceMs, signal };
}

function write(
  { signal }: Asking,
  body: object,
): Pick<RequestOptions, 'retry' | 'patienceMs' | 'signal' | 'body'> {
  return { retry: 'report', patienceMs: 0, signal, body: json(body) };
}

/** Ids are checked before they are saved, but the saved state may have been changed since. */
function pathOf(id: string): string {
  if (!isUuid(id)) throw new TrackerFailure('the id of its record is not a UUID.', true, 'Check its state.');
  return `deployments/${id}`;
}
