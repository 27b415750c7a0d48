/**
 * Compares versions number by number. Negative if `a` is older, positive if it is newer, zero if they are equal or
 * cannot be compared.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  if (left === undefined || right === undefined) return 0;
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether two versions are both numbers, such as `1.2.10`, so that one of them can be the older one. */
export function canCompare(a: string, b: string): boolean {
  return numbers(a) !== undefined && numbers(b) !== undefined;
}

function numbers(version: string): readonly number[] | undefined {
  return /^\d+(\.\d+)*$/.test(version) ? version.split('.').map(Number) : undefined;
}

/** Returns the first version above `current` that is not taken, by increasing the last number. */
export function nextVersion(current: string, taken: ReadonlySet<string>): string {
  const parts = numbers(current) ?? [0, 0];
  const [last = 0, ...head] = parts.toReversed();
  for (let number = last + 1; ; number++) {
    const version = [...head.toReversed(), number].join('.');
    if (!taken.has(version)) return version;
  }
}
