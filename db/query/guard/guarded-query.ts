import { UnsafeSqlError } from "../../ports.ts";

declare const brand: unique symbol;

/** SQL that has passed the guard: one SELECT over the tables of the policy. Only the guard can make one. */
export interface GuardedQuery {
  readonly sql: string;
  readonly dialect: "sqlite" | "postgres";
  /** How many values the text has places for. */
  readonly parameterCount: number;
  /** Whether it calls a function that yields rows, such as `json_each`, which SQLite runs as a virtual table. */
  readonly tableFunctions: boolean;
  readonly [brand]: true;
}

const made = new WeakSet<object>();

/** For the guard alone. */
export function makeGuarded(query: Omit<GuardedQuery, typeof brand>): GuardedQuery {
  const guarded = Object.freeze({ ...query }) as GuardedQuery;
  made.add(guarded);
  return guarded;
}

/** Throws an {@link UnsafeSqlError} for what only looks like a guarded query. */
export function assertGuarded(query: GuardedQuery): void {
  if (!made.has(query)) throw new UnsafeSqlError("the SQL has not passed the guard");
}
