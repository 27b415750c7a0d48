import type { Found } from '../../inputs/file.ts';
import { didYouMean } from '../../shared/near-misses.ts';

/** Something that LifeTime knows by a key and by a name. */
export interface NamedEntity {
  readonly Key: string;
  readonly Name: string;
}

const MOST_CANDIDATES = 5;

/**
 * The one that is meant: by its exact name, or by its key. A near miss is never taken, only suggested.
 * @param kind what is looked for, as people call it: `environment`
 */
export function find<T extends NamedEntity>(kind: string, wanted: string, known: readonly T[]): Found<T> {
  const same = known.filter(({ Key, Name }) => Name === wanted || Key.toLowerCase() === wanted.toLowerCase());
  const [only] = same;
  if (only !== undefined && same.length === 1) return { value: only };
  if (only !== undefined) {
    const keys = same.map(({ Key }) => Key).join(', ');
    return { problem: `is ambiguous: ${same.length} ${kind}s are called "${wanted}"; use a key: ${keys}` };
  }
  return { problem: `names no ${kind} of this LifeTime: "${wanted}"${suggest(wanted, known)}` };
}

function suggest(wanted: string, known: readonly NamedEntity[]): string {
  if (known.length === 0) return ' (the service account sees none at all)';
  const names = known.map(({ Name }) => Name);
  const question = didYouMean(wanted, names);
  if (question !== '') return ` (${question})`;
  const some = names.slice(0, MOST_CANDIDATES).map((name) => `"${name}"`);
  const rest = names.length - some.length;
  return ` (there are ${some.join(', ')}${rest > 0 ? ` and ${rest} more` : ''})`;
}
