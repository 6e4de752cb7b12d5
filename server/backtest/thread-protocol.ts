import type { BacktestProgress } from "../../shared/backtest.ts";
import type { BacktestRequest } from "./ports.ts";

/** What a backtest's thread is started with. */
export interface BacktestJob {
  /** The log's file; the thread opens it for itself, read-only. */
  readonly file: string;
  readonly latenessMs: number;
  readonly request: BacktestRequest;
  /** One integer in shared memory: not 0 once the thread is to stop. */
  readonly stop: Int32Array;
}

export type FromBacktest =
  | { readonly kind: "progress"; readonly progress: BacktestProgress }
  | { readonly kind: "result"; readonly json: string }
  /** The definition cannot be run over these events. */
  | { readonly kind: "refused"; readonly message: string }
  /** Something else went wrong; an error of the store does not survive the way as an error. */
  | { readonly kind: "failed"; readonly message: string };
