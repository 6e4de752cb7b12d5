/** Runs when nothing else is to be done, at the latest after `mostMs`. */
export function whenIdle(run: () => void, mostMs = 1_000): void {
  // Safari has no idle callbacks.
  if ("requestIdleCallback" in globalThis) requestIdleCallback(run, { timeout: mostMs });
  else setTimeout(run);
}

/** Lets the browser draw and take input first. */
export function idle(): Promise<void> {
  return new Promise((resolve) => whenIdle(resolve));
}
