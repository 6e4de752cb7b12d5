import type { Catalog } from "../../../shared/catalog.ts";
import type { PolicyTable, SqlPolicy } from "./policy.ts";

/** The columns that the database's tables have, by the name a catalog calls a table. */
export type ColumnsOfTables = ReadonlyMap<string, readonly string[]>;

/** What SQL may read of a catalog's database. With `present`, the tables of which the catalog leaves columns out are known as such. */
export function policyOf(catalog: Catalog, dialect: SqlPolicy["dialect"], present?: ColumnsOfTables): SqlPolicy {
  const columns = new Map<string, Set<string>>();
  for (const { table, columns: own } of catalog.entities) {
    // Two entities may be two views of one table.
    const known = columns.get(table) ?? new Set<string>();
    for (const { name } of own) known.add(name);
    columns.set(table, known);
  }
  return { dialect, tables: [...columns].map(([name, known]) => policyTable(name, known, present?.get(name))) };
}

function policyTable(name: string, known: ReadonlySet<string>, present: readonly string[] = []): PolicyTable {
  return { name, columns: [...known], partial: present.some((column) => !known.has(column)) };
}
