import { existsSync } from "node:fs";
import type { Cell, Column } from "../../../shared/answers.ts";
import { DatabaseUnreachableError, QueryFailedError, type QueryRows, QueryTimeoutError, UnsafeSqlError } from "../../ports.ts";
import { assertGuarded, type GuardedQuery } from "../guard/guarded-query.ts";
import type { SqlPolicy } from "../guard/policy.ts";
import { ChildPool } from "./child-pool.ts";
import type { ChildFailure, ChildRows } from "./child-protocol.ts";
import type { QueryExecutor, RunOptions } from "./executor.ts";
import type { Limits } from "./limits.ts";
import { normalise } from "./normalise.ts";
import { SqlChild } from "./sql-child.ts";

export interface SqliteExecutorOptions {
  readonly file: string;
  readonly policy: SqlPolicy;
  readonly limits: Limits;
  /** Whether to start the processes before they are needed, which is the default. */
  readonly warm?: boolean;
  /** Processes, 2 by default. */
  readonly processes?: number;
  /** Statements that may wait, 8 by default. */
  readonly waiting?: number;
  /** Memory of each process, 768 MB by default. */
  readonly memoryMb?: number;
}

/** Without a table, so that the guard has nothing to find. */
const PING = "SELECT 1";

export class SqliteExecutor implements QueryExecutor {
  readonly dialect = "sqlite";
  private readonly limits: Limits;
  private readonly pool: ChildPool;
  private lastPingMs = 0;

  constructor({ file, policy, limits, warm = true, processes = 2, waiting = 8, memoryMb = 768 }: SqliteExecutorOptions) {
    this.limits = limits;
    const setup = { kind: "open", file, tables: policy.tables } as const;
    this.pool = new ChildPool({
      start: () => new SqlChild(setup, { totalMb: memoryMb, heapMb: Math.floor(memoryMb / 3) }),
      size: processes,
      waiting,
      // Without the file there is nothing to be ready for.
      warm: warm && existsSync(file),
    });
  }

  async run(query: GuardedQuery, parameters: readonly Cell[], options: RunOptions = {}): Promise<QueryRows> {
    assertGuarded(query);
    const { rows, columns, truncated, durationMs } = await this.runText(query.sql, query.tableFunctions, parameters, options);
    const declared = columns.map(({ name, declared: type }) => ({ name, type: declaredType(type) }));
    const normal = normalise(declared, rows, options.types);
    return { ...normal, rowCount: normal.rows.length, truncated, durationMs };
  }

  async ping(): Promise<number> {
    // While statements run the database is there, and waiting for their end would say otherwise.
    if (!this.pool.busy) this.lastPingMs = (await this.runText(PING, false, [], {})).durationMs;
    return this.lastPingMs;
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private async runText(
    sql: string,
    tableFunctions: boolean,
    parameters: readonly Cell[],
    { maxRows, signal }: RunOptions,
  ): Promise<ChildRows & { durationMs: number }> {
    const { timeoutMs, maxBytes } = this.limits;
    return this.pool.use(signal, async (child) => {
      const started = performance.now();
      const job = { kind: "run", sql, parameters, tableFunctions, maxRows: this.limits.rows(maxRows), maxBytes } as const;
      const answer = await child.run(job, timeoutMs, signal);
      if (answer.kind === "failed") throw errorOf(answer);
      return { ...answer, durationMs: Math.round((performance.now() - started) * 100) / 100 };
    });
  }
}

function errorOf({ reason, message }: ChildFailure): Error {
  switch (reason) {
    case "unsafe":
      return new UnsafeSqlError(message);
    case "limit":
      return new QueryTimeoutError(`The statement was ended: ${message}.`);
    case "unreachable":
      return new DatabaseUnreachableError(message);
    case "failed":
      return new QueryFailedError(`The statement failed: ${message}.`);
  }
}

/** What a declared type means for an answer; SQLite itself would take any word for one. */
function declaredType(declared: string | null): Column["type"] | undefined {
  if (declared === null) return undefined;
  if (/^bool/i.test(declared)) return "boolean";
  if (/^(timestamp|datetime)/i.test(declared)) return "timestamp";
  return /^date$/i.test(declared) ? "date" : undefined;
}
