import { type Answer, json, type Received } from '../simulated-api.ts';
import type { BigPandaChangeRecord } from './change-record.ts';
import { newErrors } from './errors.ts';
import { isSeconds, notSeconds } from './events.ts';

/** Path of the list of changes. */
export const listPath = '/resources/v2.0/changes';

/** Converts a change into the shape of read answers: without `metadata`, which no recorded list contains. */
export function showChange(record: BigPandaChangeRecord) {
  const { id, identifier, status, summary, start, end, ticketUrl, tags, sourceSystem } = record;
  return {
    _id: id,
    id,
    identifier,
    status,
    summary,
    start,
    ...(end !== undefined && { end }),
    ...(ticketUrl !== undefined && { ticket_url: ticketUrl }),
    tags,
    source_system: sourceSystem,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    maintenance_condition: null,
  };
}

const listParameters: ReadonlySet<string> = new Set([
  'start_time_frame',
  'end_time_frame',
  'search',
  'limit',
  'cursor',
  'incident_id',
  'sort',
  'include',
]);

/** Answers with the changes whose start is in the time frame; the `Link` header points to the next page. */
export function listChanges(
  { query, object, origin }: Received,
  changes: readonly BigPandaChangeRecord[],
): Answer {
  const asked = Object.fromEntries(query);
  const number = (name: string, otherwise?: number): number =>
    Number(asked[name] || (otherwise ?? Number.NaN));
  const [from, to] = [number('start_time_frame'), number('end_time_frame')];
  const [limit, skip] = [number('limit', 200), number('cursor', 0)];
  const problems: string[] = [];
  if (!isSeconds(from)) problems.push(notSeconds('start_time_frame', from));
  if (!isSeconds(to)) problems.push(notSeconds('end_time_frame', to));
  if (!Number.isInteger(limit) || limit < 1 || limit > 999) problems.push('limit: must be between 1 and 999');
  if (!Number.isInteger(skip) || skip < 0) problems.push('cursor: unknown');
  for (const problem of problems) object(problem);
  for (const name of Object.keys(asked))
    if (!listParameters.has(name)) object(`${name}: not a documented parameter`);
  if (problems.length > 0) return newErrors(400, problems);

  const words = (asked['search'] ?? '').replace(/^"(.*)"$/, '$1').toLowerCase();
  const found = changes.filter(
    ({ identifier, summary, status, start }) =>
      start >= from &&
      start <= to &&
      [identifier, summary, status].some((each) => each.toLowerCase().includes(words)),
  );
  const results = found.slice(skip, skip + limit).map(showChange);
  if (found.length <= skip + limit) return json(200, { results });
  const next = new URLSearchParams(query);
  next.set('cursor', String(skip + limit));
  return json(200, { results }, { Link: `<${origin}${listPath}?${next.toString()}>; rel="next"` });
}
