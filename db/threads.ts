import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

/** Starts the module `name` (no extension) beside the module at `importer` in a thread; built or, as in tests, from source. */
export function startThread(importer: string, name: string, workerData: unknown): Worker {
  if (!importer.endsWith(".ts")) return new Worker(new URL(`./${name}.js`, importer), { workerData });
  // A thread's own `--import` comes too late for its entry on Node 20, so the loader is called first.
  const loader = JSON.stringify(createRequire(importer).resolve("tsx/cjs/api"));
  const entry = JSON.stringify(fileURLToPath(new URL(`./${name}.ts`, importer)));
  return new Worker(`require(${loader}).register(); require(${entry});`, { eval: true, execArgv: [], workerData });
}
