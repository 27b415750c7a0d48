/** Where a path leads: the pattern it fits, and the parts that stand for its stars. */
export interface Route {
  readonly route: string;
  readonly keys: readonly string[];
}

/**
 * The first of these patterns that a path fits.
 *
 * @param patterns - parts divided by slashes, a star for each key: `deployments/*`
 * @param path - without the base; a slash at the end makes no difference
 * @param sameLetters - whether two constant parts are equal; default: exactly
 */
export function findRoute(
  patterns: readonly string[],
  path: string,
  sameLetters: (one: string, other: string) => boolean = (one, other) => one === other,
): Route | undefined {
  const parts = path.replace(/\/$/, '').split('/');
  for (const route of patterns) {
    const pattern = route.split('/');
    const isMatch =
      pattern.length === parts.length &&
      pattern.every((part, at) => (part === '*' ? parts[at] !== '' : sameLetters(part, parts[at] ?? '')));
    if (isMatch) return { route, keys: parts.filter((_, at) => pattern[at] === '*') };
  }
  return undefined;
}

/** Equal in any letter case, as IIS compares paths. */
export const ignoringCase = (one: string, other: string): boolean =>
  one.toLowerCase() === other.toLowerCase();
