import leven from 'leven';

/** Names come from users and servers: longer ones are compared by their beginning alone. */
const LONGEST = 100;
/** As many names as are compared. */
const MOST_KNOWN = 2_000;
/** Fewer letters are the beginning of too much. */
const SHORTEST_BEGINNING = 3;
/** The share of letters that may differ. */
const MOST_DIFFERENT = 0.5;

/**
 * The known names that look like `wanted`, the most similar first. Case, blanks and punctuation do not count.
 * @param most as many names as are returned
 */
export function nearMisses(wanted: string, known: readonly string[], most = 3): readonly string[] {
  return [...new Set(known.slice(0, MOST_KNOWN))]
    .map((name) => ({ name, distance: distanceOf(wanted, name) }))
    .filter(({ distance }) => distance < MOST_DIFFERENT)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ name }) => name);
}

/**
 * The question `did you mean a or b?`, or an empty text where nothing looks alike.
 * @param show how a name is written: in quotes, as a flag
 */
export function didYouMean(
  wanted: string,
  known: readonly string[],
  show: (name: string) => string = (name) => `"${name}"`,
): string {
  const near = nearMisses(wanted, known);
  return near.length > 0 ? `did you mean ${near.map(show).join(' or ')}?` : '';
}

/** From 0 (the same but for case, blanks and punctuation) to 1 (nothing in common). */
function distanceOf(a: string, b: string): number {
  const [left, right] = [plain(a), plain(b)];
  if (left === right) return 0;
  const longest = Math.max(left.length, right.length);
  if (longest === 0) return 1;
  const shortest = Math.min(left.length, right.length);
  const begins = shortest >= SHORTEST_BEGINNING && (left.startsWith(right) || right.startsWith(left));
  const distance = leven(left, right) / longest;
  return begins ? Math.min(distance, 0.4) : distance;
}

function plain(text: string): string {
  return text
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
