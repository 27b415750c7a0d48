import type { Found } from '../../inputs/file.ts';

/** Something that LifeTime knows by a key and by a name. */
export interface Named {
  readonly Key: string;
  readonly Name: string;
}

const MOST_CANDIDATES = 5;

/**
 * The one that is meant: by its exact name, or by its key. A near miss is never taken, only suggested.
 * @param kind what is looked for, as people call it: `environment`
 */
export function find<T extends Named>(kind: string, wanted: string, known: readonly T[]): Found<T> {
  const same = known.filter(({ Key, Name }) => Name === wanted || Key.toLowerCase() === wanted.toLowerCase());
  const [only] = same;
  if (only !== undefined && same.length === 1) return { value: only };
  if (only !== undefined) {
    const keys = same.map(({ Key }) => Key).join(', ');
    return { problem: `is ambiguous: ${same.length} ${kind}s are called "${wanted}"; use a key: ${keys}` };
  }
  return { problem: `names no ${kind} of this LifeTime: "${wanted}"${suggest(wanted, known)}` };
}

function suggest(wanted: string, known: readonly Named[]): string {
  if (known.length === 0) return ' (the service account sees none at all)';
  const near = known
    .map(({ Name }) => ({ Name, distance: distanceOf(wanted, Name) }))
    .filter(({ distance }) => distance < 0.5)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, MOST_CANDIDATES);
  if (near.length > 0) return ` (did you mean ${near.map(({ Name }) => `"${Name}"`).join(' or ')}?)`;
  const some = known.slice(0, MOST_CANDIDATES).map(({ Name }) => `"${Name}"`);
  const rest = known.length - some.length;
  return ` (there are ${some.join(', ')}${rest > 0 ? ` and ${rest} more` : ''})`;
}

/** From 0 (the same but for case, spaces and punctuation) to 1 (nothing in common). */
function distanceOf(a: string, b: string): number {
  const [left, right] = [plain(a), plain(b)];
  if (left === right) return 0;
  if (left !== '' && right !== '' && (left.includes(right) || right.includes(left))) return 0.3;
  const longest = Math.max(left.length, right.length);
  return longest === 0 ? 1 : edits(left, right) / longest;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** The Levenshtein distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split('').entries()) {
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
