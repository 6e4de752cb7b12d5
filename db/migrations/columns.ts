import { Table, type TableColumnOptions, type TableIndexOptions } from "typeorm";

type ColumnKind = "text" | "integer" | "bigint" | "blob";

/** `name kind`, with ` key` behind for a part of the primary key and ` null` for a column that may be empty. */
export type ColumnSpec = `${string} ${ColumnKind}${"" | " key" | " null"}`;

export function column(spec: ColumnSpec): TableColumnOptions {
  const [name = "", type = "text", more] = spec.split(" ");
  return { name, type, isPrimary: more === "key", isNullable: more === "null" };
}

/** Names an index and its columns; `where` limits it to some rows. */
export type IndexSpec = readonly [name: string, columns: string[], where?: string];

/** A table as a migration creates it. */
export function table(name: string, columns: readonly ColumnSpec[], indices: readonly IndexSpec[] = []): Table {
  const tableIndices = indices.map(
    ([index, columnNames, where]): TableIndexOptions => ({ name: index, columnNames, ...(where && { where }) }),
  );
  return new Table({ name, columns: columns.map(column), indices: tableIndices });
}

/** The same, kept in the order of its primary key where the engine knows how (SQLite). */
export function keyOrderedTable(name: string, columns: readonly ColumnSpec[]): Table {
  return new Table({ name, columns: columns.map(column), withoutRowid: true });
}
