import type Database from "better-sqlite3";
import { fold, type PolicyTable } from "../guard/policy.ts";

/** The b-trees that statements may read, by the number of their root page, and which of their columns. */
export interface ReadableRoots {
  has(root: number): boolean;
  mayRead(root: number, column: number): boolean;
}

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly root: number;
}

/** Whether the column at each place of a record may be read; undefined means all. */
type Readable = readonly boolean[] | undefined;

const SCHEMA = 'SELECT type, lower(name) AS name, lower(tbl_name) AS "table", rootpage AS root FROM main.sqlite_schema';

/** Finds the roots of the tables and their indexes as the file has them now. */
export function findRoots(db: Database.Database, tables: readonly PolicyTable[]): ReadableRoots {
  const schema = db.prepare<[], SchemaRow>(SCHEMA).all();
  const roots = new Map<number, Readable>();
  for (const table of tables) addTable(db, table, schema, roots);
  return {
    has: (root) => roots.has(root),
    mayRead: (root, column) => roots.get(root)?.[column] ?? roots.get(root) === undefined,
  };
}

function addTable(db: Database.Database, policy: PolicyTable, schema: readonly SchemaRow[], roots: Map<number, Readable>): void {
  const name = fold("sqlite", policy.name.replace(/^main\./i, ""));
  const found = schema.find((row) => row.name === name && (row.type === "table" || row.type === "view"));
  if (found === undefined) return;
  if (found.type === "view") return addView(db, name, roots);
  const allowed = new Set(policy.columns.map((column) => fold("sqlite", column)));
  for (const row of schema) {
    if (row.table !== name || row.root === 0) continue;
    const columns = row.type === "index" ? indexColumns(db, row.name) : tableColumns(db, name);
    roots.set(
      row.root,
      columns.every((column) => isAllowed(column, allowed)) ? undefined : columns.map((column) => isAllowed(column, allowed)),
    );
  }
}

/** What a view of the catalog reads may be read, for it cannot be read otherwise. */
function addView(db: Database.Database, name: string, roots: Map<number, Readable>): void {
  const program = db.prepare<[], { opcode: string; p2: number }>(`EXPLAIN SELECT * FROM main."${name.replaceAll('"', '""')}"`).all();
  for (const { opcode, p2 } of program) if (opcode === "OpenRead" && !roots.has(p2)) roots.set(p2, undefined);
}

/** The row id is no column of a record; an expression of an index is none of the catalog. */
function isAllowed(column: string | null, allowed: ReadonlySet<string>): boolean {
  return column !== null && (column === "" || allowed.has(column));
}

/** Names in the order of a record: virtual columns are computed and in none. A table without row ids is kept as its key's index. */
function tableColumns(db: Database.Database, table: string): (string | null)[] {
  const key = db.prepare<[string], { name: string }>("SELECT name FROM pragma_index_list(?) WHERE origin = 'pk'").get(table)?.name;
  if (key !== undefined && isWithoutRowid(db, table)) return indexColumns(db, key);
  return db
    .prepare<[string], { name: string }>("SELECT lower(name) AS name FROM pragma_table_xinfo(?) WHERE hidden <> 2 ORDER BY cid")
    .all(table)
    .map(({ name }) => name);
}

function isWithoutRowid(db: Database.Database, table: string): boolean {
  const found = db
    .prepare<[string], { wr: number }>("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND lower(name) = ?")
    .get(table);
  return found?.wr === 1;
}

function indexColumns(db: Database.Database, index: string): (string | null)[] {
  return db
    .prepare<[string], { cid: number; name: string | null }>("SELECT cid, lower(name) AS name FROM pragma_index_xinfo(?) ORDER BY seqno")
    .all(index)
    .map(({ cid, name }) => (cid === -1 ? "" : name));
}
