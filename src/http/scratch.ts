/** Longer arrays, by number of elements, are not kept for reuse. */
const LARGEST = 1024 * 1024;

/**
 * Reuses one typed array for all calls. The garbage collector frees typed arrays late, so new ones for each call
 * would occupy far more memory than they need. Each call overwrites the array that the previous call returned.
 * @param make creates an array of the given length
 */
export function scratch<T extends { readonly length: number; subarray(from: number, to: number): T }>(
  make: (length: number) => T,
): (length: number) => T {
  let kept = make(0);
  return (length) => {
    if (length > LARGEST) return make(length);
    if (kept.length < length) kept = make(Math.max(length, 2 * kept.length));
    return kept.subarray(0, length);
  };
}
