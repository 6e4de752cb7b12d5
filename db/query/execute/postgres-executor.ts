import { Client, Pool, type PoolClient } from "pg";
import type { Cell } from "../../../shared/answers.ts";
import { DatabaseUnreachableError, QueryCancelledError, QueryOverloadedError, type QueryRows, QueryTimeoutError } from "../../ports.ts";
import { assertGuarded, type GuardedQuery } from "../guard/guarded-query.ts";
import type { QueryExecutor, RunOptions } from "./executor.ts";
import type { Limits } from "./limits.ts";
import { normalise } from "./normalise.ts";
import { postgresError } from "./postgres-failure.ts";
import { runRows, type TakenRows } from "./postgres-rows.ts";

export interface PostgresExecutorOptions {
  readonly url: string;
  readonly limits: Limits;
  /** Connections, 4 by default. */
  readonly connections?: number;
  /** Statements that may wait for one, 8 by default. */
  readonly waiting?: number;
}

const CONNECT_MS = 3_000;

export class PostgresExecutor implements QueryExecutor {
  readonly dialect = "postgres";
  private readonly url: string;
  private readonly limits: Limits;
  private readonly waiting: number;
  private readonly pool: Pool;
  private lastPingMs = 0;
  private ended: Promise<void> | undefined;
  private readonly closing = new AbortController();

  constructor({ url, limits, connections = 4, waiting = 8 }: PostgresExecutorOptions) {
    this.url = url;
    this.limits = limits;
    this.waiting = waiting;
    this.pool = new Pool({ connectionString: url, max: connections, connectionTimeoutMillis: CONNECT_MS, application_name: "crowsnest" });
    // A connection that breaks while it is idle is replaced when the next one is needed.
    this.pool.on("error", () => {});
  }

  async run(query: GuardedQuery, parameters: readonly Cell[], options: RunOptions = {}): Promise<QueryRows> {
    assertGuarded(query);
    const client = await this.connect();
    try {
      return await this.runOn(client, query, parameters, options);
    } catch (error) {
      throw postgresError(error, this.limits.timeoutMs);
    }
  }

  async ping(): Promise<number> {
    // While every connection is in use the database is there, and waiting for one would say otherwise.
    if (this.pool.waitingCount === 0) this.lastPingMs = await this.measurePing();
    return this.lastPingMs;
  }

  private async measurePing(): Promise<number> {
    const started = performance.now();
    const client = await this.connect();
    try {
      await client.query("SELECT 1");
      client.release();
    } catch {
      client.release(true);
      throw new DatabaseUnreachableError("the database does not answer");
    }
    return Math.round((performance.now() - started) * 100) / 100;
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.ended ??= this.pool.end();
    await this.ended;
  }

  private async connect(): Promise<PoolClient> {
    if (this.closing.signal.aborted) throw stopping();
    if (this.pool.waitingCount >= this.waiting)
      throw new QueryOverloadedError("Other statements are running and waiting; try again in a moment.");
    try {
      return await this.pool.connect();
    } catch {
      throw new DatabaseUnreachableError("the database cannot be reached");
    }
  }

  /** The statement, until its deadline or until nobody waits any more; then the connection goes with it. */
  private async runOn(client: PoolClient, query: GuardedQuery, parameters: readonly Cell[], options: RunOptions): Promise<QueryRows> {
    const started = performance.now();
    const work = this.read(client, query, parameters, options);
    const ended = this.untilEnded(options.signal);
    try {
      const { columns, rows, truncated, abandoned } = await Promise.race([work, ended.promise]);
      client.release(abandoned);
      const normal = normalise(columns, rows, options.types);
      const durationMs = Math.round((performance.now() - started) * 100) / 100;
      return { ...normal, rowCount: normal.rows.length, truncated, durationMs };
    } catch (error) {
      work.catch(() => {});
      if (isOurs(error)) await this.cancel(client);
      client.release(true);
      throw error;
    } finally {
      ended.stop();
    }
  }

  private async read(client: PoolClient, query: GuardedQuery, parameters: readonly Cell[], { maxRows }: RunOptions): Promise<TakenRows> {
    const { timeoutMs, maxBytes } = this.limits;
    await client.query(
      `BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${timeoutMs}; SET LOCAL lock_timeout = ${timeoutMs};` +
        " SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres';" +
        // Without it a function of somebody's schema could stand before the built-in one of its name.
        " SET LOCAL search_path = pg_catalog, public",
    );
    const answer = await runRows(client, { text: query.sql, values: parameters, maxRows: this.limits.rows(maxRows), maxBytes });
    if (!answer.abandoned) await client.query("ROLLBACK");
    return answer;
  }

  private untilEnded(signal: AbortSignal | undefined): { promise: Promise<never>; stop(): void } {
    const { timeoutMs } = this.limits;
    let stop = (): void => {};
    const promise = new Promise<never>((_resolve, reject) => {
      const late = setTimeout(() => reject(new QueryTimeoutError(`The statement took longer than ${timeoutMs} ms.`)), timeoutMs);
      const gone = (): void => reject(new QueryCancelledError("nobody waits for the answer any more"));
      const closing = (): void => reject(stopping());
      signal?.addEventListener("abort", gone);
      this.closing.signal.addEventListener("abort", closing);
      if (signal?.aborted) gone();
      stop = () => {
        clearTimeout(late);
        signal?.removeEventListener("abort", gone);
        this.closing.signal.removeEventListener("abort", closing);
      };
    });
    promise.catch(() => {});
    return { promise, stop };
  }

  /** Ends what the server still computes: it does not notice that a connection is gone before it has something to send. */
  private async cancel(client: PoolClient): Promise<void> {
    const pid = (client as unknown as { processID?: number | null }).processID;
    if (typeof pid !== "number") return;
    const other = new Client({ connectionString: this.url, connectionTimeoutMillis: CONNECT_MS, query_timeout: CONNECT_MS });
    other.on("error", () => {});
    try {
      await other.connect();
      await other.query("SELECT pg_cancel_backend($1)", [pid]);
    } catch {
      // The statement's own timeout is the second means.
    } finally {
      await other.end().catch(() => {});
    }
  }
}

function isOurs(error: unknown): boolean {
  return error instanceof QueryTimeoutError || error instanceof QueryCancelledError;
}

function stopping(): QueryCancelledError {
  return new QueryCancelledError("the server is stopping");
}
