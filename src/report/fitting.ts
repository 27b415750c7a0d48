/** The beginning of a list, as far as there is room for it. */
export interface Fitting<T> {
  readonly shown: readonly T[];
  /** How many items are left out. */
  readonly rest: number;
}

/**
 * The first items of a list that fit into a number of bytes; after the first one that does not, none is shown.
 * @param sizeOf the bytes of one
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
