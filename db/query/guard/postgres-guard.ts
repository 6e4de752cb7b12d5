import { loadModule, type ParseResult, parseSync, type SelectStmt } from "libpg-query";
import { UnsafeSqlError } from "../../ports.ts";
import { type Facts, newFacts } from "./facts.ts";
import { type SqlPolicy, TableList } from "./policy.ts";
import { checkSelect } from "./postgres-select.ts";
import { as, type PostgresWalk } from "./postgres-walk.ts";
import { Scope } from "./scope.ts";

// The parser of Postgres itself, as WebAssembly: it takes some 30 ms to load, and the guard is to be plain calls.
await loadModule();

function parse(text: string): ParseResult {
  try {
    return parseSync(text) as ParseResult;
  } catch {
    throw new UnsafeSqlError("Postgres does not understand the SQL");
  }
}

function parseSelect(text: string): SelectStmt {
  // Postgres's parser takes an empty text for a mistake of the caller.
  if (text.trim() === "") throw new UnsafeSqlError("there is no statement");
  const [statement, ...others] = parse(text).stmts ?? [];
  if (statement === undefined) throw new UnsafeSqlError("there is no statement");
  if (others.length > 0) throw new UnsafeSqlError("there is more than one statement");
  const select = as("SelectStmt", statement.stmt);
  if (select === undefined) throw new UnsafeSqlError("only SELECT is allowed");
  // Postgres lets a SELECT have no results, which only EXISTS has a use for.
  if (select.op === "SETOP_NONE" && !select.targetList && !select.valuesLists) throw new UnsafeSqlError("there is nothing to select");
  return select;
}

/** Throws an {@link UnsafeSqlError} unless the text is one SELECT over the policy's tables. */
export function checkPostgres(text: string, policy: SqlPolicy): Facts {
  const walk: PostgresWalk = {
    tables: new TableList(policy),
    facts: newFacts(),
    select: (node, scope) => checkSelect(node, scope, walk),
  };
  checkSelect(parseSelect(text), new Scope(), walk);
  return walk.facts;
}
