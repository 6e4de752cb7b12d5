import type { Cell, Column } from "../../../shared/answers.ts";
import type { QueryRows, RunSqlOptions } from "../../ports.ts";
import type { GuardedQuery } from "../guard/guarded-query.ts";

export type AskedDatabaseConfig = { readonly kind: "sqlite"; readonly file: string } | { readonly kind: "postgres"; readonly url: string };

export interface RunOptions extends RunSqlOptions {
  /** What each column is, where a plan knows; otherwise it is taken from the database and the values. */
  readonly types?: readonly Column["type"][];
}

/** Runs what has passed the guard, read-only, within its bounds of time, rows, bytes and memory. */
export interface QueryExecutor {
  readonly dialect: "sqlite" | "postgres";
  /**
   * Throws a QueryTimeoutError, QueryFailedError, QueryOverloadedError, QueryCancelledError or DatabaseUnreachableError; an
   * UnsafeSqlError when the engine itself finds that the statement would read something else.
   */
  run(query: GuardedQuery, parameters: readonly Cell[], options?: RunOptions): Promise<QueryRows>;
  /** How long a trivial statement takes, ms. Throws a DatabaseUnreachableError. */
  ping(): Promise<number>;
  /** Ends what is running; resolves when no process or connection is left. */
  close(): Promise<void>;
}

export interface ExecutorLimits {
  /** How long one statement may run. */
  readonly timeoutMs: number;
  /** Bound of `maxRows`, 10,000 by default. */
  readonly maxRows?: number;
  /** Of the rows as JSON, 8 MB by default. */
  readonly maxBytes?: number;
}
