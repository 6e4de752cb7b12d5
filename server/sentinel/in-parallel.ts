/** Maps with at most `bound` at once; results in the order of the items. Rejects with the first failure, and begins no more then. */
export async function inParallel<T, R>(items: readonly T[], bound: number, map: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  let failed = false;
  async function work(): Promise<void> {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        results[index] = await map(items[index] as T);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(bound, items.length) }, work));
  return results;
}
