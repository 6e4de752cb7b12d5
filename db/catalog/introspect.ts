import { MARKER_TABLE } from "../demo/marker.ts";
import type { DatabaseDialect, Reader, ReaderRow } from "./reader.ts";

/** What a column can hold, by its declared type; `other` is anything, such as a SQLite column without a type. */
export type ColumnKind = "integer" | "number" | "text" | "boolean" | "timestamp" | "date" | "other";

export interface ColumnFacts {
  readonly name: string;
  readonly declared: string;
  readonly kind: ColumnKind;
  readonly nullable: boolean;
  readonly primaryKey: boolean;
  readonly references?: { readonly table: string; readonly column: string };
}
export interface TableFacts {
  /** With its schema where that is not the first of the search path. */
  readonly name: string;
  readonly columns: readonly ColumnFacts[];
}
export interface DatabaseSchema {
  readonly dialect: DatabaseDialect;
  readonly tables: readonly TableFacts[];
}

const KINDS: readonly (readonly [RegExp, ColumnKind])[] = [
  [/bool/, "boolean"],
  [/timestamp|datetime/, "timestamp"],
  [/^date$/, "date"],
  [/interval|point|json|bytea|\[\]|blob|^time/, "other"],
  [/int|serial/, "integer"],
  [/char|clob|text|uuid|citext|inet|string|enum/, "text"],
  [/real|floa|doub|numeric|decimal|number/, "number"],
];

/** By the words in a type's name, as SQLite itself decides. */
export function kindOf(declared: string): ColumnKind {
  const type = declared.toLowerCase();
  return KINDS.find(([words]) => words.test(type))?.[1] ?? "other";
}

const SQLITE_COLUMNS = `SELECT m.name AS "table", c.name AS name, c.type AS declared, c."notnull" = 0 AND c.pk = 0 AS nullable, c.pk AS pk,
    (SELECT count(*) FROM pragma_table_info(m.name) WHERE pk > 0) AS keys, f."table" AS "toTable",
    coalesce(f."to", (SELECT name FROM pragma_table_info(f."table") WHERE pk = 1)) AS "toColumn"
  FROM sqlite_master m JOIN pragma_table_info(m.name) c
  LEFT JOIN pragma_foreign_key_list(m.name) f ON f."from" = c.name
    AND (SELECT count(*) FROM pragma_foreign_key_list(m.name) other WHERE other.id = f.id) = 1
  WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND m.sql NOT LIKE 'CREATE VIRTUAL%'
  ORDER BY m.name, c.cid`;

const POSTGRES_NAME = (relation: string, schema: string) =>
  `CASE WHEN ${schema}.nspname = current_schema() THEN ${relation}.relname ELSE ${schema}.nspname || '.' || ${relation}.relname END`;

const POSTGRES_COLUMNS = `SELECT ${POSTGRES_NAME("c", "n")} AS "table", a.attname AS name,
    CASE WHEN t.typtype = 'e' THEN 'enum' ELSE format_type(a.atttypid, a.atttypmod) END AS declared,
    NOT a.attnotnull AS nullable, CASE WHEN a.attnum = ANY (p.conkey) THEN 1 ELSE 0 END AS pk, coalesce(cardinality(p.conkey), 0) AS keys,
    ${POSTGRES_NAME("fc", "fn")} AS "toTable", fa.attname AS "toColumn"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_constraint p ON p.conrelid = c.oid AND p.contype = 'p'
  LEFT JOIN pg_constraint f ON f.conrelid = c.oid AND f.contype = 'f' AND f.conkey = ARRAY[a.attnum]
  LEFT JOIN pg_class fc ON fc.oid = f.confrelid LEFT JOIN pg_namespace fn ON fn.oid = fc.relnamespace
  LEFT JOIN pg_attribute fa ON fa.attrelid = f.confrelid AND fa.attnum = f.confkey[1]
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    AND n.nspname NOT LIKE 'pg\\_%'
  ORDER BY n.nspname, c.relname, a.attnum`;

function columnOf(row: ReaderRow): ColumnFacts {
  const declared = String(row.declared ?? "");
  return {
    name: String(row.name),
    declared,
    kind: kindOf(declared),
    nullable: Boolean(row.nullable),
    // Of a key of several columns none names a row.
    primaryKey: Number(row.pk) > 0 && Number(row.keys) === 1,
    ...(row.toTable && row.toColumn ? { references: { table: String(row.toTable), column: String(row.toColumn) } } : {}),
  };
}

/** Tables and views with their columns, types and keys, without what the demo seed marks its own with. */
export async function readSchema(reader: Reader): Promise<DatabaseSchema> {
  const rows = await reader.rows(reader.dialect === "sqlite" ? SQLITE_COLUMNS : POSTGRES_COLUMNS);
  const tables = new Map<string, ColumnFacts[]>();
  for (const row of rows) {
    const name = String(row.table);
    if (name === MARKER_TABLE) continue;
    const columns = tables.get(name) ?? [];
    tables.set(name, columns);
    // Two foreign keys on one column make two rows of it.
    if (!columns.some((column) => column.name === row.name)) columns.push(columnOf(row));
  }
  return { dialect: reader.dialect, tables: [...tables].map(([name, columns]) => ({ name, columns })) };
}
