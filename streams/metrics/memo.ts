/** Parts kept before all are forgotten: definitions come and go, and what is still used is made again. */
const MAX_PARTS = 10_000;

/**
 * Makes equal parts of definitions once, by a text that names them: thousands of metrics that differ in their filters or thresholds
 * then run the same few functions, which stay in the processor's caches.
 */
export function memoized<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    if (made.size >= MAX_PARTS) made.clear();
    const fresh = make(name);
    made.set(name, fresh);
    return fresh;
  };
}
