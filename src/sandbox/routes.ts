/** The pattern that a path matches, and the path parts in place of its stars. */
export interface Route {
  readonly route: string;
  readonly keys: readonly string[];
}

/**
 * Finds the first pattern that matches a path.
 *
 * @param patterns - parts separated by slashes, with a star for each key: `deployments/*`
 * @param path - without the base; a trailing slash makes no difference
 * @param sameLetters - whether two constant parts are equal; default: strict equality
 * @returns undefined when no pattern matches
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

/** Compares without regard to letter case, as IIS compares paths. */
export const ignoringCase = (one: string, other: string): boolean =>
  one.toLowerCase() === other.toLowerCase();
