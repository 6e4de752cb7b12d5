import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { type ResourceLimits, Worker } from "node:worker_threads";

/** Starts the TypeScript module at `entry` in a thread: what it was built to or, where this runs from source, the source. */
export function startThread(entry: URL, workerData: unknown, resourceLimits: ResourceLimits = {}): Worker {
  if (!import.meta.url.endsWith(".ts")) return new Worker(new URL(entry.href.replace(/\.ts$/, ".js")), { workerData, resourceLimits });
  // A thread's own `--import` comes too late for its entry on Node 20, so the loader is called first.
  const loader = JSON.stringify(createRequire(import.meta.url).resolve("tsx/cjs/api"));
  const file = JSON.stringify(fileURLToPath(entry));
  return new Worker(`require(${loader}).register(); require(${file});`, { eval: true, execArgv: [], workerData, resourceLimits });
}
