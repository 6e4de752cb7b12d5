import type { SqlPolicy } from "../guard/policy.ts";
import type { AskedDatabaseConfig, ExecutorLimits, QueryExecutor } from "./executor.ts";
import { completeLimits } from "./limits.ts";
import { PostgresExecutor } from "./postgres-executor.ts";
import { SqliteExecutor } from "./sqlite-executor.ts";

export interface QueryExecutorOptions extends ExecutorLimits {
  readonly database: AskedDatabaseConfig;
  readonly policy: SqlPolicy;
  /** Whether to start the processes before they are needed, which is the default. */
  readonly warm?: boolean;
}

/** Starts what runs statements on the database; nothing is opened for writing. `close` has to be called. */
export function createQueryExecutor({ database, policy, warm = true, ...given }: QueryExecutorOptions): QueryExecutor {
  const limits = completeLimits(given);
  switch (database.kind) {
    case "sqlite":
      return new SqliteExecutor({ file: database.file, policy, limits, warm });
    case "postgres":
      return new PostgresExecutor({ url: database.url, limits });
  }
}
