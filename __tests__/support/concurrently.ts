/** Maps items with an asynchronous function, at most `limit` at a time. The results keep the order of the items. */
export async function concurrently<T, R>(
  limit: number,
  items: readonly T[],
  map: (item: T, at: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  async function work(): Promise<void> {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) results[at] = await map(item, at);
    }
  }
  await Promise.all(Array.from({ length: limit }, work));
  return results;
}
