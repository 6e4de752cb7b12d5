import { type Select, withOptions } from "sqlite3-parser";
import { UnsafeSqlError } from "../../ports.ts";
import { type Facts, newFacts } from "./facts.ts";
import { type SqlPolicy, TableList } from "./policy.ts";
import { quoted, Scope } from "./scope.ts";
import { checkSelect } from "./sqlite-select.ts";
import type { SqliteWalk } from "./sqlite-walk.ts";

const { parse } = withOptions({ digitSeparator: "_" });

/** The one SELECT of the text, by SQLite's own grammar. */
function parseSelect(text: string): Select {
  const parsed = parse(text);
  if (parsed.status !== "ok") {
    const near = parsed.errors[0]?.token?.text;
    throw new UnsafeSqlError(near ? `SQLite does not understand the SQL near ${quoted(near)}` : "SQLite does not understand the SQL");
  }
  const [statement, ...others] = parsed.root.cmds;
  if (statement === undefined) throw new UnsafeSqlError("there is no statement");
  if (others.length > 0) throw new UnsafeSqlError("there is more than one statement");
  if (statement.type !== "SelectStmt") throw new UnsafeSqlError("only SELECT is allowed");
  return statement.body;
}

/** Throws an {@link UnsafeSqlError} unless the text is one SELECT over the policy's tables. */
export function checkSqlite(text: string, policy: SqlPolicy): Facts {
  const walk: SqliteWalk = {
    text,
    tables: new TableList(policy),
    facts: newFacts(),
    select: (node, scope) => checkSelect(node, scope, walk),
  };
  checkSelect(parseSelect(text), new Scope(), walk);
  return walk.facts;
}
