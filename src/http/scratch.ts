/** Above this, memory is taken and left again. */
const LARGEST = 1024 * 1024;

/**
 * Memory for numbers that is used again and again: typed arrays are collected late, and many of them would take far
 * more than they hold. What was returned before is overwritten by the next call.
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
