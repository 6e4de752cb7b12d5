import type { QueryExecutor } from "../../db/query/execute/executor.ts";

export interface TimedExecutor {
  readonly executor: Pick<QueryExecutor, "run" | "dialect">;
  /** What statements have taken since it was last asked, ms. */
  readonly takeMs: () => number;
}

/** Adds up what the database took, the way there and back included, so that the rest is the engine's own. */
export function timedExecutor(executor: QueryExecutor): TimedExecutor {
  let spent = 0;
  return {
    executor: {
      dialect: executor.dialect,
      run: async (...parameters) => {
        const since = performance.now();
        try {
          return await executor.run(...parameters);
        } finally {
          spent += performance.now() - since;
        }
      },
    },
    takeMs() {
      const taken = spent;
      spent = 0;
      return taken;
    },
  };
}
