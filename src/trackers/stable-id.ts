import { createHash } from 'node:crypto';

/**
 * Derives a UUID from texts. Equal texts give the same id in every process, so a repeated request names the same
 * object. The UUID has version 8, whose digits the program chooses:
 * https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8
 */
export function stableId(...texts: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(texts)).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(12, 15)}`, `8${hex.slice(15, 18)}`];
  return [...parts, hex.slice(18, 30)].join('-');
}
