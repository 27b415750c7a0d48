/** The items at the beginning of a list that fit into a size limit. */
interface Fitting<T> {
  readonly shown: readonly T[];
  /** The number of items that are left out. */
  readonly rest: number;
}

/**
 * Takes the first items of a list that fit into `most` bytes. All items after the first one that does not fit are
 * left out.
 * @param sizeOf returns the size of a rendered item in bytes
 */
export function fitting<T, R>(
  items: Iterable<T>,
  most: number,
  render: (item: T) => R,
  sizeOf: (rendered: R) => number,
): Fitting<R> {
  const shown: R[] = [];
  let bytes = 0;
  let rest = 0;
  for (const item of items) {
    if (rest === 0) {
      const rendered = render(item);
      bytes += sizeOf(rendered);
      if (bytes <= most) {
        shown.push(rendered);
        continue;
      }
    }
    rest++;
  }
  return { shown, rest };
}
