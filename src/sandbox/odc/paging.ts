import { type Answer, json, type Received } from '../simulated-api.ts';
import { Refused } from './errors.ts';

/** Default number of results in a page. */
const defaultLimit = 100;

/** Returns a whole number of the query. @throws Refused (400) if it is not one, or outside the limits (inclusive) */
function wholeIn(
  query: URLSearchParams,
  name: string,
  range: { readonly or: number; readonly min: number; readonly max: number },
): number {
  const text = query.get(name) ?? '';
  const number = text === '' ? range.or : /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= range.min && number <= range.max) return number;
  throw new Refused(400, `The value '${text}' is not valid for ${name}.`);
}

/** The request for a page, and the largest page that the scenario permits. */
interface PageRequest {
  readonly request: Pick<Received, 'query'>;
  readonly site: { readonly scenario: { readonly pageSize?: number } };
}

/** Answers with one page of a list, as `limit` and `offset` say. @param most - maximum of `limit` */
export function page({ request, site }: PageRequest, list: readonly unknown[], most = 100): Answer {
  const { query } = request;
  const wanted = wholeIn(query, 'limit', { or: defaultLimit, min: 1, max: most });
  const limit = Math.min(wanted, site.scenario.pageSize ?? wanted);
  const offset = wholeIn(query, 'offset', { or: 0, min: 0, max: 2 ** 31 - 1 });
  const results = list.slice(offset, offset + limit);
  const next = offset + limit < list.length ? offset + limit : null;
  const totals = { totalResults: list.length, totalPages: Math.ceil(list.length / limit) };
  return json(200, {
    results,
    page: { count: results.length, limit, offset, nextPageOffset: next, ...totals },
  });
}

/** How the last page of a list with text offsets ends; `loop`: every page names itself as the next one. */
export type CursorEnd = 'null' | 'absent' | 'cursor' | 'loop';

/** Answers with one page of a list whose offsets are opaque texts. @throws Refused (400) for any other offset */
export function cursorPage({ request, site }: PageRequest, list: readonly unknown[], end: CursorEnd): Answer {
  const { query } = request;
  const wanted = wholeIn(query, 'limit', { or: defaultLimit, min: 1, max: defaultLimit });
  const limit = Math.min(wanted, site.scenario.pageSize ?? wanted);
  const sent = query.get('offset');
  const start = sent === null ? 0 : indexOf(sent);
  const results = list.slice(start, start + limit);
  const after = start + results.length;
  const next = nextOffset(end, { sent, after, isLast: after >= list.length });
  return json(200, { results, page: { count: results.length, limit, offset: sent, ...next } });
}

function nextOffset(
  end: CursorEnd,
  { sent, after, isLast }: { readonly sent: string | null; readonly after: number; readonly isLast: boolean },
): { readonly nextPageOffset?: string | null } {
  if (end === 'loop') return { nextPageOffset: sent ?? cursorOf(0) };
  if (!isLast || end === 'cursor') return { nextPageOffset: cursorOf(after) };
  return end === 'absent' ? {} : { nextPageOffset: null };
}

const cursorOf = (index: number): string => Buffer.from(`#${index}#`).toString('base64');

function indexOf(cursor: string): number {
  const [, digits] = /^#(\d{1,9})#$/.exec(Buffer.from(cursor, 'base64').toString('latin1')) ?? [];
  if (digits === undefined) throw new Refused(400, `The offset '${cursor}' is not valid.`);
  return Number(digits);
}
