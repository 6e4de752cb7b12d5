import { startThread } from "../../db/threads.ts";
import { ApiError, invalid } from "../http/api-error.ts";
import { BacktestCancelledError, type BacktestRequest, type BacktestWatch } from "./ports.ts";
import type { BacktestJob, FromBacktest } from "./thread-protocol.ts";

/** A thread that has been told to stop looks for it after every page; one that does not is ended. */
const STOP_MS = 2_000;
/** A definition with very many groups or alerts fails rather than take the server's memory. */
const MAX_HEAP_MB = 1_024;

export interface RunningBacktest {
  /** The answer as JSON. */
  readonly answer: Promise<string>;
  /** Resolves when the thread is gone, whatever the answer was. */
  readonly ended: Promise<void>;
  cancel(): void;
}

export interface BacktestStart extends Omit<BacktestJob, "stop"> {
  readonly request: BacktestRequest;
  readonly limitMs: number;
  readonly watch: BacktestWatch;
}

/** Starts a backtest in a thread of its own. */
export function startBacktest({ file, latenessMs, request, limitMs, watch }: BacktestStart): RunningBacktest {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const job: BacktestJob = { file, latenessMs, request, stop };
  const thread = startThread(new URL("./backtest-thread.ts", import.meta.url), job, { maxOldGenerationSizeMb: MAX_HEAP_MB });
  const ended = new Promise<void>((resolve) => thread.once("exit", () => resolve()));
  let end: (reason: Error) => void = () => {};
  const answer = new Promise<string>((resolve, reject) => {
    end = reject;
    thread.on("message", (message: FromBacktest) => {
      if (message.kind === "progress") watch.onProgress?.(message.progress);
      else if (message.kind === "result") resolve(message.json);
      else if (message.kind === "failed") reject(new Error(`the backtest failed: ${message.message}`));
      else reject(invalid([{ path: "metric", message: message.message }], "The definition cannot be evaluated over these events."));
    });
    thread.once("error", (error) => reject(failureOf(error)));
    thread.once("exit", () => reject(new Error("the backtest's thread ended without an answer")));
  });
  const halt = (reason: Error): void => {
    end(reason);
    Atomics.store(stop, 0, 1);
    const force = setTimeout(() => void thread.terminate(), STOP_MS);
    void ended.then(() => clearTimeout(force));
  };
  const cancel = (): void => halt(new BacktestCancelledError("the backtest was cancelled"));
  const limit = setTimeout(() => halt(timedOut(limitMs)), limitMs);
  if (watch.signal.aborted) cancel();
  watch.signal.addEventListener("abort", cancel);
  void ended.then(() => {
    clearTimeout(limit);
    watch.signal.removeEventListener("abort", cancel);
  });
  return { answer, ended, cancel };
}

function timedOut(limitMs: number): ApiError {
  return new ApiError(
    "backtest_timeout",
    `The backtest took longer than ${limitMs / 1_000} s; a shorter range or fewer variants take less.`,
  );
}

function failureOf(error: unknown): unknown {
  const outOfMemory = error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  if (!outOfMemory) return error;
  return invalid(
    [{ path: "metric", message: "has too many groups or alerts over this range" }],
    "The backtest needs more memory than it may use.",
  );
}
