import { Refused } from './errors.ts';

/** The values that a list can be sorted by, by their names in the query. */
export type SortValues<Item> = Readonly<Record<string, (item: Item) => string | number>>;

/** Sorts as `sort` says; a hyphen before the name reverses the order. @throws Refused (400) for another name */
export function sortedBy<Item>(
  items: readonly Item[],
  sort: string,
  values: SortValues<Item>,
): readonly Item[] {
  if (sort === '') return items;
  const isDescending = sort.startsWith('-');
  const valueOf = values[isDescending ? sort.slice(1) : sort];
  if (!valueOf) throw new Refused(400, `The value '${sort}' is not valid for sort.`);
  const ascending = items.toSorted((a, b) => compare(valueOf(a), valueOf(b)));
  return isDescending ? ascending.toReversed() : ascending;
}

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
