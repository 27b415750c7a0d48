import type { Answer } from '../simulated-api.ts';
import { Refused } from './errors.ts';
import { lookAtOperation, type SimulatedOperation } from './operation.ts';
import { page } from './paging.ts';
import type { OdcSite, RequestContext } from './site.ts';
import { type SortValues, sortedBy } from './sorting.ts';
import { showOperation } from './views.ts';
import { colleague } from './world.ts';

/** Handles `GET deployment-operations`: newest first, unless `sort` says otherwise. A shown operation is polled. */
export function operationList(context: RequestContext): Answer {
  const { site, request, now } = context;
  const { query } = request;
  const isWanted = wantedBy(query);
  const found = site.scenario.hidesOperations ? [] : visibleOperations(site).filter(isWanted);
  for (const operation of found) lookAtOperation(operation, now);
  const sorted = sortedBy(found, query.get('sort') ?? '-CreatedAt', sortValues);
  return page(
    context,
    sorted.map((operation) => showOperation(operation, site.scenario)),
  );
}

/** Returns the operations without those that are too new for this list, and counts the list. */
function visibleOperations({
  operations: all,
  scenario: { listDelay = 0 },
}: OdcSite): readonly SimulatedOperation[] {
  return all.filter((operation) => {
    operation.lists += 1;
    return operation.lists > listDelay || operation.by === colleague;
  });
}

const sortValues: SortValues<SimulatedOperation> = {
  CreatedAt: ({ startedAt }) => startedAt,
  UpdatedAt: ({ startedAt, finishedAt }) => finishedAt ?? startedAt,
  FinishedAt: ({ finishedAt = Infinity }) => finishedAt,
  AssetKey: ({ view }) => view.asset,
  ApplicationKey: ({ view }) => view.asset,
  AssetName: ({ view }) => view.assetName,
  ApplicationName: ({ view }) => view.assetName,
};

/** Returns the filter that a query describes. @throws Refused (400) for a time that cannot be read */
function wantedBy(query: URLSearchParams): (operation: SimulatedOperation) => boolean {
  const timeIn = (name: string, otherwise: number): number => {
    const text = query.get(name) ?? '';
    const time = text === '' ? otherwise : Date.parse(text);
    if (Number.isNaN(time)) throw new Refused(400, `The value '${text}' is not valid for ${name}.`);
    return time;
  };
  const since = timeIn('createdDateSince', -Infinity);
  const to = timeIn('createdDateTo', Infinity);
  const kinds = query.getAll('operations').flatMap((each) => each.split(','));
  const matches = (name: string, value: string | number): boolean =>
    [null, '', String(value)].includes(query.get(name));
  return ({ view, startedAt }) =>
    matches('assetKey', view.asset) &&
    matches('environmentKey', view.environment) &&
    matches('revision', view.revision) &&
    matches('status', view.status) &&
    (kinds.length === 0 || kinds.includes(view.operation)) &&
    startedAt >= since &&
    startedAt <= to;
}
