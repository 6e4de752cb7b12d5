/** Epoch milliseconds that never go back, whatever is done to the machine's clock. */
export function createClock(read: () => number = Date.now): () => number {
  let latest = 0;
  return () => {
    latest = Math.max(latest, read());
    return latest;
  };
}
