const LONGEST_NAME = 100;

/** The beginning of a file name, of this program's own making: whatever something is called, it leads nowhere else. */
export function plainName(text: string, fallback: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST_NAME);
  return plain || fallback;
}
