import type { Found } from '../../inputs/file.ts';
import { didYouMean } from '../../shared/near-misses.ts';

/** An item of LifeTime with a key and a name. */
export interface NamedEntity {
  readonly Key: string;
  readonly Name: string;
}

const MOST_CANDIDATES = 5;

/**
 * Finds the item with this exact name or key. A similar name is only suggested in the problem.
 * @param kind the kind of item for messages, such as `environment`
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
  if (known.length === 0) return ' (the service account has access to none)';
  const names = known.map(({ Name }) => Name);
  const question = didYouMean(wanted, names);
  if (question !== '') return ` (${question})`;
  const some = names.slice(0, MOST_CANDIDATES).map((name) => `"${name}"`);
  const rest = names.length - some.length;
  return ` (there are ${some.join(', ')}${rest > 0 ? ` and ${rest} more` : ''})`;
}
