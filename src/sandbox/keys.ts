import { createHash } from 'node:crypto';

/** Derives a well-formed UUID from names. It is the same in every run. */
export function keyOf(...names: readonly string[]): string {
  const hex = createHash('sha256').update(names.join('\n')).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Returns the n-th UUID of a kind, for objects created during a run. `kind` is two hex digits. */
export function sequentialKey(kind: string, n: number): string {
  return `${kind}000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}
