import { parentPort, workerData } from "node:worker_threads";
import { toIso } from "../../shared/time.ts";
import { DefinitionFailedError } from "./rehearsal.ts";
import { runBacktest } from "./run-backtest.ts";
import type { BacktestJob, FromBacktest } from "./thread-protocol.ts";

const PROGRESS_MS = 200;

/** Entry of a backtest's thread: one run, its progress now and then, its answer. */
function run({ file, latenessMs, request, stop }: BacktestJob): void {
  const port = parentPort;
  if (port === null) throw new Error("a backtest runs as a worker thread");
  const say = (message: FromBacktest): void => port.postMessage(message);
  let told = performance.now();
  const onPage = (share: number, at: number): boolean => {
    if (performance.now() - told >= PROGRESS_MS) {
      told = performance.now();
      say({ kind: "progress", progress: { share, at: toIso(at) } });
    }
    return Atomics.load(stop, 0) === 0;
  };
  try {
    const preview = runBacktest(request, { file, latenessMs, onPage });
    if (preview) say({ kind: "result", json: JSON.stringify(preview) });
  } catch (error) {
    const kind = error instanceof DefinitionFailedError ? "refused" : "failed";
    say({ kind, message: error instanceof Error ? error.message : String(error) });
  }
}

run(workerData as BacktestJob);
