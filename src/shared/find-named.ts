import { didYouMean } from './near-misses.ts';

/** The item, or a problem that completes the sentence `input "x" …`. */
export type Named<T> = { readonly value: T } | { readonly problem: string };

/** How to search a list of items that have a name and a key. */
export interface NamedSearch<T> {
  /** The kind of item for messages, such as `environment`. */
  readonly kind: string;
  /** The owner of the items for messages, such as `this LifeTime`. */
  readonly owner: string;
  /** The account that reads the list, for messages, such as `the service account`. */
  readonly reader: string;
  readonly nameOf: (item: T) => string;
  readonly keyOf: (item: T) => string;
}

const MOST_CANDIDATES = 5;

/** Finds the item with this exact name or key. A similar name is only suggested in the problem. */
export function findNamed<T>(wanted: string, known: readonly T[], search: NamedSearch<T>): Named<T> {
  const { kind, owner, nameOf, keyOf } = search;
  const key = wanted.toLowerCase();
  const same = known.filter((each) => nameOf(each) === wanted || keyOf(each).toLowerCase() === key);
  const [only] = same;
  if (only !== undefined && same.length === 1) return { value: only };
  if (only !== undefined) {
    const keys = same.map(keyOf).join(', ');
    return { problem: `is ambiguous: ${same.length} ${kind}s are called "${wanted}"; use a key: ${keys}` };
  }
  return { problem: `names no ${kind} of ${owner}: "${wanted}"${suggest(wanted, known, search)}` };
}

function suggest<T>(wanted: string, known: readonly T[], { reader, nameOf }: NamedSearch<T>): string {
  if (known.length === 0) return ` (${reader} has access to none)`;
  const names = known.map(nameOf);
  const question = didYouMean(wanted, names);
  if (question !== '') return ` (${question})`;
  const some = names.slice(0, MOST_CANDIDATES).map((name) => `"${name}"`);
  const rest = names.length - some.length;
  return ` (there are ${some.join(', ')}${rest > 0 ? ` and ${rest} more` : ''})`;
}
