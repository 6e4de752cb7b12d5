import { ApiError } from "../http/api-error.ts";
import { BacktestCancelledError, type BacktestRequest, type Backtests, type BacktestWatch } from "./ports.ts";
import { type RunningBacktest, startBacktest } from "./running-backtest.ts";

export interface BacktestsOptions {
  /** The log's file. */
  readonly file: string;
  readonly latenessMs: number;
  /** Backtests at once, 1 by default: another core is left to the server itself. */
  readonly atOnce?: number;
  /** Backtests that may wait for their turn, 4 by default. */
  readonly waiting?: number;
  /** How long one may run, 300,000 by default. */
  readonly limitMs?: number;
}

const RETRY_AFTER_S = "10";

export function createBacktests(options: BacktestsOptions): Backtests {
  return new ThreadedBacktests(options);
}

interface Waiting {
  readonly start: () => void;
  readonly refuse: (reason: Error) => void;
}

class ThreadedBacktests implements Backtests {
  private readonly options: BacktestsOptions;
  private readonly running = new Set<RunningBacktest>();
  private waiting: Waiting[] = [];
  /** Turns given out and not given back. */
  private turns = 0;
  private closed = false;

  constructor(options: BacktestsOptions) {
    this.options = options;
  }

  async run(request: BacktestRequest, watch: BacktestWatch): Promise<string> {
    watch.onProgress?.({ share: 0, at: null });
    await this.turn(watch.signal);
    try {
      return await this.runThread(request, watch);
    } finally {
      this.turns--;
      this.waiting.shift()?.start();
    }
  }

  /** Threads are started when there is something to run. */
  async start(): Promise<void> {}

  async stop(): Promise<void> {
    this.closed = true;
    for (const { refuse } of this.waiting.splice(0)) refuse(stopping());
    for (const backtest of this.running) backtest.cancel();
    await Promise.all([...this.running].map(({ ended }) => ended));
  }

  private async runThread(request: BacktestRequest, watch: BacktestWatch): Promise<string> {
    // A turn that was given out is taken up a moment later, and the end may lie in between.
    if (this.closed) throw stopping();
    const { file, latenessMs, limitMs = 300_000 } = this.options;
    const backtest = startBacktest({ file, latenessMs, request, limitMs, watch });
    this.running.add(backtest);
    try {
      return await backtest.answer;
    } finally {
      await backtest.ended;
      this.running.delete(backtest);
    }
  }

  /** Resolves when there is room to run. Throws `overloaded` when the queue is full. */
  private turn(signal: AbortSignal): Promise<void> {
    const { atOnce = 1, waiting = 4 } = this.options;
    return new Promise((resolve, reject) => {
      const start = (): void => {
        this.turns++;
        resolve();
      };
      if (this.closed) return reject(stopping());
      if (signal.aborted) return reject(abandoned());
      if (this.turns < atOnce) return start();
      if (this.waiting.length >= waiting) return reject(overloaded());
      const entry: Waiting = { start, refuse: reject };
      this.waiting.push(entry);
      signal.addEventListener("abort", () => {
        this.waiting = this.waiting.filter((other) => other !== entry);
        reject(abandoned());
      });
    });
  }
}

function stopping(): BacktestCancelledError {
  return new BacktestCancelledError("the server is stopping");
}

function abandoned(): BacktestCancelledError {
  return new BacktestCancelledError("nobody waits for it any more");
}

function overloaded(): ApiError {
  return new ApiError("overloaded", "Other backtests are running and waiting; try again later.", {
    headers: { "Retry-After": RETRY_AFTER_S },
  });
}
