import type { QualifiedName, Select } from "sqlite3-parser";
import { UnsafeSqlError } from "../../ports.ts";
import type { Facts } from "./facts.ts";
import { fold, type TableList } from "./policy.ts";
import { quoted, type Scope, type Source } from "./scope.ts";

/** What the checks of a SQLite statement share. */
export interface SqliteWalk {
  readonly text: string;
  readonly tables: TableList;
  readonly facts: Facts;
  /** Checks a query inside another one and tells the names of its columns. */
  select(node: Select, scope: Scope): readonly string[];
}

export function folded(name: string): string {
  return fold("sqlite", name);
}

const ROW_IDS = ["rowid", "oid", "_rowid_"];

/** The common table expression or allowed table of the name. Throws when there is neither. */
export function namedTable(name: QualifiedName, scope: Scope, walk: SqliteWalk): Source {
  const own = folded(name.objName.text);
  const schema = name.dbName?.text;
  const cte = schema === undefined ? scope.findCte(own) : undefined;
  if (cte) return cte;
  const table = walk.tables.find(schema, own);
  if (table === undefined) throw new UnsafeSqlError(`${quoted(own)} is not a table of the catalog`);
  return { name: own, columns: new Set([...table.columns, ...ROW_IDS]), partial: table.partial ?? false };
}
