/** More scripts than any release has. A wrong glob can match a whole disk, and each script of an export is a request. */
export const MOST_SCRIPTS = 1_000;

/**
 * Returns the file name for an exported script: its own name, or `script-<number>.sql` if that name is unsafe in a
 * path or header, has another extension, or is taken.
 * @param number position of the script, from 1
 * @param taken names of the scripts before it
 */
export function scriptName(name: string, number: number, taken: readonly string[]): string {
  const plain = /^[^./\\"<>:|?*\p{Cc}\p{Cf}][^/\\"<>:|?*\p{Cc}\p{Cf}]{0,200}\.(?:sql|ddl)$/iu.test(name);
  const free = !taken.some((other) => other.toLowerCase() === name.toLowerCase());
  return plain && free ? name : `script-${number}.sql`;
}
