import type { Column } from "../../../shared/answers.ts";
import type { Catalog, CatalogColumn, CatalogEntity } from "../../../shared/catalog.ts";
import type { AskedDatabase, QueryRows, RunSqlOptions } from "../../ports.ts";
import { guardSql } from "../guard/guard.ts";
import type { SqlPolicy } from "../guard/policy.ts";
import type { QueryExecutor } from "./executor.ts";

export interface AskedDatabaseOptions {
  readonly executor: QueryExecutor;
  readonly policy: SqlPolicy;
  readonly catalog: Catalog;
  /** False while the database is one that is yet to be made; without it there is always one. */
  readonly exists?: () => boolean;
}

/** The asked-about database for operators: whatever is read of it passes the guard. */
export function createAskedDatabase(options: AskedDatabaseOptions): AskedDatabase {
  const { executor, policy, catalog, exists = () => true } = options;
  const runSql = async (sql: string, given: RunSqlOptions = {}): Promise<QueryRows> => executor.run(guardSql(sql, policy), [], given);
  return {
    dialect: executor.dialect,
    ping: async () => (exists() ? executor.ping() : undefined),
    runSql,
    tables: (signal) => countTables(catalog, runSql, signal),
    async tableRows(name, limit, signal) {
      const entity = catalog.entities.find(({ table }) => table === name);
      if (entity === undefined) return undefined;
      const types = entity.columns.map(({ type }) => COLUMN_TYPES[type]);
      return executor.run(guardSql(selectRows(entity, limit), policy), [], { maxRows: limit, types, ...(signal ? { signal } : {}) });
    },
  };
}

const COLUMN_TYPES: Readonly<Record<CatalogColumn["type"], Column["type"]>> = {
  integer: "number",
  number: "number",
  money: "number",
  text: "string",
  boolean: "boolean",
  timestamp: "timestamp",
  date: "date",
};

type RunSql = (sql: string, options?: RunSqlOptions) => Promise<QueryRows>;

/** One after the other: counting is not to take every process there is. */
async function countTables({ entities }: Catalog, runSql: RunSql, signal?: AbortSignal): Promise<{ name: string; rowCount: number }[]> {
  const counted = [];
  for (const name of new Set(entities.map(({ table }) => table))) {
    const { rows } = await runSql(`SELECT count(*) AS n FROM ${quotedTable(name)}`, signal ? { signal } : {});
    counted.push({ name, rowCount: Number(rows[0]?.n ?? 0) });
  }
  return counted;
}

function selectRows({ table, columns, key }: CatalogEntity, limit: number): string {
  const names = columns.map(({ name }) => quotedName(name)).join(", ");
  return `SELECT ${names} FROM ${quotedTable(table)} ORDER BY ${quotedName(key)} LIMIT ${limit}`;
}

function quotedTable(table: string): string {
  return table.split(".").map(quotedName).join(".");
}

function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
