import { QueryCancelledError, QueryOverloadedError } from "../../ports.ts";
import type { SqlChild } from "./sql-child.ts";

export interface ChildPoolOptions {
  readonly start: () => SqlChild;
  /** Processes that are kept ready, and so statements at once. */
  readonly size: number;
  /** Statements that may wait for one. */
  readonly waiting: number;
  /** Whether to start them before they are needed. */
  readonly warm: boolean;
}

interface Waiting {
  readonly start: () => void;
  readonly refuse: (reason: Error) => void;
}

/** A few processes, warm before they are needed, and a short queue in front of them. */
export class ChildPool {
  private readonly options: ChildPoolOptions;
  private readonly all = new Set<SqlChild>();
  private idle: SqlChild[] = [];
  private queue: Waiting[] = [];
  /** Turns given out and not given back. */
  private turns = 0;
  private closed = false;

  constructor(options: ChildPoolOptions) {
    this.options = options;
    if (options.warm) for (let index = 0; index < options.size; index++) this.idle.push(this.start());
  }

  /** Whether every process has a statement to run. */
  get busy(): boolean {
    return this.turns >= this.options.size;
  }

  /** Runs `use` with a child of its own. Throws a QueryOverloadedError when the queue is full. */
  async use<T>(signal: AbortSignal | undefined, use: (child: SqlChild) => Promise<T>): Promise<T> {
    await this.turn(signal);
    try {
      const child = this.take();
      try {
        await child.ready;
        return await use(child);
      } finally {
        this.giveBack(child);
      }
    } finally {
      this.turns--;
      this.queue.shift()?.start();
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const { refuse } of this.queue.splice(0)) refuse(stopping());
    for (const child of this.all) child.kill();
    await Promise.all([...this.all].map(({ exited }) => exited));
  }

  private start(): SqlChild {
    const child = this.options.start();
    this.all.add(child);
    child.exited.then(() => this.all.delete(child));
    return child;
  }

  private take(): SqlChild {
    if (this.closed) throw stopping();
    this.idle = this.idle.filter(({ alive }) => alive);
    return this.idle.pop() ?? this.start();
  }

  /** A child that died of its statement is replaced at once; one that could not open the file, when it is needed. */
  private giveBack(child: SqlChild): void {
    if (this.closed) return;
    if (child.alive) this.idle.push(child);
    else
      child.ready.then(
        () => !this.closed && this.idle.push(this.start()),
        () => {},
      );
  }

  private turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = (): void => {
        this.turns++;
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const entry: Waiting = { start, refuse: reject };
      const leave = (): void => {
        this.queue = this.queue.filter((other) => other !== entry);
        reject(new QueryCancelledError("nobody waits for the answer any more"));
      };
      if (this.closed) return reject(stopping());
      if (signal?.aborted) return leave();
      if (this.turns < this.options.size) return start();
      if (this.queue.length >= this.options.waiting)
        return reject(new QueryOverloadedError("Other statements are running and waiting; try again in a moment."));
      this.queue.push(entry);
      signal?.addEventListener("abort", leave);
    });
  }
}

function stopping(): QueryCancelledError {
  return new QueryCancelledError("the server is stopping");
}
