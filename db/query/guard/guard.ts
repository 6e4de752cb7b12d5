import { UnsafeSqlError } from "../../ports.ts";
import type { Facts } from "./facts.ts";
import { type GuardedQuery, makeGuarded } from "./guarded-query.ts";
import type { SqlPolicy } from "./policy.ts";
import { checkPostgres } from "./postgres-guard.ts";
import { checkSqlite } from "./sqlite-guard.ts";
import { checkText } from "./text.ts";

/** Reads the text by a dialect's own grammar and throws unless all of it is allowed. */
type Check = (text: string, policy: SqlPolicy) => Facts;

const CHECKS: Readonly<Record<SqlPolicy["dialect"], Check>> = { sqlite: checkSqlite, postgres: checkPostgres };

function checkTree(text: string, policy: SqlPolicy): Facts {
  try {
    return CHECKS[policy.dialect](text, policy);
  } catch (error) {
    // A tree that overflows the stack is as deep as no honest one is.
    if (error instanceof RangeError) throw new UnsafeSqlError("the SQL is nested too deep");
    throw error;
  }
}

/** What may stand before a statement and is none: SQLite could not explain it. */
const NOTHING = /^\uFEFF?[ \t\r\n\f;]*/;

/**
 * Lets through one SELECT that reads the policy's tables and columns by functions that only compute, with a place for each of
 * `parameterCount` values. Throws an {@link UnsafeSqlError} that says what is not allowed.
 */
export function guardSql(text: string, policy: SqlPolicy, parameterCount = 0): GuardedQuery {
  checkText(text);
  const sql = text.replace(NOTHING, "");
  const { parameters, tableFunctions } = checkTree(sql, policy);
  if (parameters !== parameterCount) {
    throw new UnsafeSqlError(
      parameterCount === 0 ? "the SQL has parameters, which nothing is bound to" : "the SQL has not as many parameters as values",
    );
  }
  return makeGuarded({ sql, dialect: policy.dialect, parameterCount, tableFunctions });
}
