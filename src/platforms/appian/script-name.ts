/**
 * The file name of an exported script: its own, unless that could lead out of a folder or a header, is no name of a
 * script, or is taken.
 * @param number the position of the script, from 1, for a name of our own
 * @param taken the names of the scripts before it
 */
export function scriptName(name: string, number: number, taken: readonly string[]): string {
  const plain = /^[^./\\"<>:|?*\p{Cc}\p{Cf}][^/\\"<>:|?*\p{Cc}\p{Cf}]{0,200}\.(?:sql|ddl)$/iu.test(name);
  const free = !taken.some((other) => other.toLowerCase() === name.toLowerCase());
  return plain && free ? name : `script-${number}.sql`;
}
