import * as z from 'zod/mini';
import { UnreadableAnswer } from '../../http/client.ts';
import { arrayOf, recordOf } from '../../http/collections.ts';

/**
 * The schemas of the Deployments API, for all its releases. They require only the fields that this program needs and
 * accept unknown fields. Undocumented statuses and unreadable times count as absent.
 */

/** All documented statuses of a record. */
export const recordStatuses = ['pending', 'in_progress', 'succeeded', 'failed', 'rolled_back'] as const;
/** The status of a record. */
export type RecordStatus = (typeof recordStatuses)[number];

/** A record of a deployment. */
export interface RecordEntry {
  /** Not validated: check it with {@link isUuid} before it is used in a path. */
  readonly id: string;
  readonly version: string;
  /** Undefined if the status is not documented. */
  readonly status: RecordStatus | undefined;
  readonly componentId: string | undefined;
  readonly environmentId: string | undefined;
  readonly environmentName: string | undefined;
  /** Position of the environment among all environments. */
  readonly environmentOrder: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Time of its end, or of its creation if it has not ended; milliseconds since the Unix epoch. */
  readonly at: number | undefined;
}

/** One page of a list. Early releases return the whole list as one page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** A component or environment with its id and name. */
interface IdAndName {
  readonly id: string;
  readonly name: string;
}

/**
 * A component's row of the matrix, with a cell for each environment that has a version. `since` is in milliseconds
 * since the Unix epoch.
 */
export interface MatrixRow {
  readonly componentId: string;
  readonly cells: readonly {
    readonly environment: string;
    readonly version: string;
    readonly since: number | undefined;
  }[];
}

/** Whether a text is a UUID. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

const text = z.nullish(z.string());
const record = z.looseObject({
  id: z.string(),
  version: z.string(),
  status: z.string(),
  componentId: text,
  environmentId: text,
  environment: z.nullish(z.looseObject({ name: text, order: z.nullish(z.number()) })),
  metadata: z.nullish(z.record(z.string(), z.unknown())),
  createdAt: text,
  finishedAt: text,
});

/**
 * Reads one record.
 * @throws UnreadableAnswer
 */
export function readEntry(value: unknown): RecordEntry {
  return toEntry(decode(record, value));
}

function toEntry(found: z.infer<typeof record>): RecordEntry {
  return {
    id: found.id,
    version: found.version,
    status: recordStatuses.find((known) => known === found.status),
    componentId: found.componentId ?? undefined,
    environmentId: found.environmentId ?? undefined,
    environmentName: found.environment?.name ?? undefined,
    environmentOrder: found.environment?.order ?? 0,
    metadata: found.metadata ?? {},
    at: momentOf(found.finishedAt) ?? momentOf(found.createdAt),
  };
}

/**
 * Reads the id of a new record. It must be a UUID, because it is used in paths.
 * @throws UnreadableAnswer
 */
export function readCreated(value: unknown): string {
  const { id } = decode(z.looseObject({ id: z.string() }), value);
  if (!isUuid(id)) throw new UnreadableAnswer('the id of the new record is not a UUID');
  return id;
}

const named = z.looseObject({ id: z.string(), name: z.string() });

/**
 * Reads a page of components or environments.
 * @throws UnreadableAnswer
 */
export function readNames(value: unknown): Page<IdAndName> {
  return decode(pageOf(named), value);
}

/**
 * Reads a page of records.
 * @throws UnreadableAnswer
 */
export function readEntries(value: unknown): Page<RecordEntry> {
  const { items, total } = decode(pageOf(record), value);
  return { items: items.map(toEntry), total };
}

function pageOf<T>(item: z.ZodMiniType<T>) {
  const paged = z.pipe(
    z.looseObject({ data: arrayOf(item), total: z.number() }),
    z.transform(({ data, total }): Page<T> => ({ items: data, total })),
  );
  const bare = z.pipe(
    arrayOf(item),
    z.transform((items: T[]): Page<T> => ({ items, total: items.length })),
  );
  return z.union([paged, bare]);
}

const version = { version: text, deployedAt: text };
const matrixRow = z.looseObject({
  id: text,
  componentId: text,
  // The documentation shows an object by name; the server sends a list.
  environments: z.union([
    arrayOf(z.looseObject({ ...version, environmentName: text })),
    recordOf(z.nullish(z.looseObject(version))),
  ]),
});

/**
 * Reads the answer to `GET deployments/matrix`.
 * @throws UnreadableAnswer
 */
export function readMatrix(value: unknown): readonly MatrixRow[] {
  return decode(arrayOf(matrixRow), value).map(({ id, componentId, environments }) => {
    const cells = Array.isArray(environments)
      ? environments.map(({ environmentName, ...cell }) => [environmentName, cell] as const)
      : Object.entries(environments);
    return {
      componentId: componentId ?? id ?? '',
      cells: cells.flatMap(([environment, cell]) =>
        environment && cell?.version
          ? [{ environment, version: cell.version, since: momentOf(cell.deployedAt) }]
          : [],
      ),
    };
  });
}

/**
 * Reads the token of a login, from the body or, in newer releases, from the cookie.
 * @throws UnreadableAnswer
 */
export function readLogin(value: unknown, cookies: readonly string[] = []): string {
  const { token } = decode(z.looseObject({ token: text }), value);
  const cookie = cookies.map((each) => /^access_token=([^;\s]+)/.exec(each)?.[1]).find(Boolean);
  const found = token || cookie;
  if (!found || !/^[\x21-\x7e]+$/.test(found)) throw new UnreadableAnswer('the login returned no token');
  return found;
}

function momentOf(moment: string | null | undefined): number | undefined {
  const ms = Date.parse(moment ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}

function decode<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  throw new UnreadableAnswer(
    `it does not match the documentation of the Deployments API${where ? ` (at ${where})` : ''}`,
  );
}
