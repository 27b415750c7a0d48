/** The numbers of a version or date, and the texts between them: `V1.10__add` is `V`, `1.10`, `__add`. */
const PARTS = /\d+(?:[._-]\d+)*|\D+/g;

/**
 * Compares paths as people order them: folder by folder, numbers by their value (2 before 10), 1 before 1.1, and
 * letters without regard to case. Different paths are never equal, so the order is the same on every machine.
 */
export function compareNaturally(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  return compareLists(left, right, compareNames) || compareTexts(a, b);
}

function compareNames(a: string, b: string): number {
  return compareLists(a.match(PARTS) ?? [], b.match(PARTS) ?? [], compareParts);
}

function compareParts(a: string, b: string): number {
  if (!/^\d/.test(a) || !/^\d/.test(b)) return compareTexts(a.toLowerCase(), b.toLowerCase());
  return compareLists(a.split(/[._-]/), b.split(/[._-]/), compareNumbers);
}

/** Compares digits by their value, for any number of digits. */
function compareNumbers(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return left.length - right.length || compareTexts(left, right);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Compares item by item. A list that is the beginning of another comes first. */
function compareLists(
  a: readonly string[],
  b: readonly string[],
  compare: (a: string, b: string) => number,
): number {
  for (const [at, item] of a.entries()) {
    const other = b[at];
    if (other === undefined) return 1;
    const order = compare(item, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
