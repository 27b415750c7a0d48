import * as z from 'zod/mini';
import { UnreadableAnswer } from '../../http/client.ts';
import { arrayOf, recordOf } from '../../http/collections.ts';

/**
 * The shapes of the Deployments API, from its first release to the newest. Only what is needed is asked for, unknown
 * fields pass, and what a field should not hold counts as absent.
 */

export const recordStatuses = ['pending', 'in_progress', 'succeeded', 'failed', 'rolled_back'] as const;
export type RecordStatus = (typeof recordStatuses)[number];

/** A deployment on record. */
export interface RecordEntry {
  /** Unchecked: {@link isUuid} before it goes into a path. */
  readonly id: string;
  readonly version: string;
  /** Undefined where it is a word that nobody has documented. */
  readonly status: RecordStatus | undefined;
  readonly componentId: string | undefined;
  readonly environmentId: string | undefined;
  readonly environmentName: string | undefined;
  /** The place of the environment among all. */
  readonly environmentOrder: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** When it ended, or else began; milliseconds since the Unix epoch. */
  readonly at: number | undefined;
}

/** One page of a list. Early releases give the whole of it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

export interface IdAndName {
  readonly id: string;
  readonly name: string;
}

/** A component's row of the matrix, of the environments where it has a version. */
export interface MatrixRow {
  readonly componentId: string;
  readonly cells: readonly {
    readonly environment: string;
    readonly version: string;
    readonly since: number | undefined;
  }[];
}

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

/** The id of a new record; one that is none could lead anywhere. */
export function readCreated(value: unknown): string {
  const { id } = decode(z.looseObject({ id: z.string() }), value);
  if (!isUuid(id)) throw new UnreadableAnswer('the id of the new record is no UUID');
  return id;
}

const named = z.looseObject({ id: z.string(), name: z.string() });

export function readNames(value: unknown): Page<IdAndName> {
  return decode(pageOf(named), value);
}

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
  // As documented, an object by names; as released, a list.
  environments: z.union([
    arrayOf(z.looseObject({ ...version, environmentName: text })),
    recordOf(z.nullish(z.looseObject(version))),
  ]),
});

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

/** The token that a login gives: in its body, or in newer releases as a cookie alone. */
export function readLogin(value: unknown, cookies: readonly string[] = []): string {
  const { token } = decode(z.looseObject({ token: text }), value);
  const cookie = cookies.map((each) => /^access_token=([^;\s]+)/.exec(each)?.[1]).find(Boolean);
  const found = token || cookie;
  if (!found || !/^[\x21-\x7e]+$/.test(found)) throw new UnreadableAnswer('the login gave no token');
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
  throw new UnreadableAnswer(`it is not what the Deployments API documents${where ? ` (at ${where})` : ''}`);
}
