import leven from 'leven';

/** The number of characters that are compared. Names come from users and servers and may be very long. */
const LONGEST = 100;
/** The number of names that are compared. */
const MOST_KNOWN = 2_000;
/** The minimum length of a matching beginning: shorter ones match too many names. */
const SHORTEST_BEGINNING = 3;
/** The share of characters that may differ. */
const MOST_DIFFERENT = 0.5;

/**
 * Finds the known names that are similar to `wanted`, the most similar first. Case, blanks and punctuation do not
 * count.
 * @param most the maximum number of names
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
 * Formats the question `did you mean a or b?`; an empty text if no name is similar.
 * @param show formats a name: in quotes, as a flag
 */
export function didYouMean(
  wanted: string,
  known: readonly string[],
  show: (name: string) => string = (name) => `"${name}"`,
): string {
  const near = nearMisses(wanted, known);
  return near.length > 0 ? `did you mean ${near.map(show).join(' or ')}?` : '';
}

/** From 0 (equal except for case, blanks and punctuation) to 1 (nothing in common). */
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
