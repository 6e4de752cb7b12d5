import type { BacktestProgress } from "../../shared/backtest.ts";
import type { Metric } from "../../shared/metrics.ts";

/** What to run, over which commits of the log. */
export interface BacktestRequest {
  /** Epoch ms, both included. */
  readonly from: number;
  readonly to: number;
  readonly metric: Metric;
  /** The metric with other thresholds; each has an id of its own. */
  readonly variants: readonly Metric[];
  /** The definition to compare with. */
  readonly compareTo: Metric | undefined;
}

export interface BacktestWatch {
  /** Ends the backtest; its promise then rejects with {@link BacktestCancelledError}. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: BacktestProgress) => void;
}

/** Runs definitions over the stored past, in a thread, few at a time. */
export interface Backtests {
  /**
   * The answer (`MetricPreview`) as JSON text: made in the thread, so that a large one costs the main thread nothing.
   * Throws `overloaded` when too many wait already, `backtest_timeout` when it takes too long, `invalid` when the definition fails.
   */
  run(request: BacktestRequest, watch: BacktestWatch): Promise<string>;
  start(): Promise<void>;
  /** Cancels what runs and what waits; takes no more. */
  stop(): Promise<void>;
}

/** Whoever asked is gone, or the server is stopping. */
export class BacktestCancelledError extends Error {
  override readonly name = "BacktestCancelledError";
}
