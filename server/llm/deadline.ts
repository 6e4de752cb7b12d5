import { TIMEOUT_MS } from "./defaults.ts";
import { asModelError, modelError } from "./failures.ts";

/**
 * Runs a call of a model within its time. A client that does not heed its signal is no longer waited for.
 * Throws a ModelError whatever goes wrong.
 */
export async function withinTime<T>(
  timeoutMs: number | undefined,
  signal: AbortSignal | undefined,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(modelError("timeout")), timeoutMs ?? TIMEOUT_MS);
  const cancel = () => timer.abort(modelError("cancelled"));
  if (signal?.aborted) cancel();
  signal?.addEventListener("abort", cancel, { once: true });
  const ended = new Promise<never>((_resolve, reject) => {
    const fail = () => reject(timer.signal.reason);
    if (timer.signal.aborted) fail();
    else timer.signal.addEventListener("abort", fail, { once: true });
  });
  try {
    return await Promise.race([call(timer.signal), ended]);
  } catch (error) {
    throw timer.signal.aborted ? timer.signal.reason : asModelError(error);
  } finally {
    clearTimeout(timeout);
    signal?.removeEventListener("abort", cancel);
    // What the call still does ends with it.
    timer.abort(modelError("cancelled"));
  }
}
