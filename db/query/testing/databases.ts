import Database from "better-sqlite3";
import { Client } from "pg";
import type { Plan } from "../../../shared/plan.ts";
import { createPostgresDatabase } from "../../testing/postgres.ts";
import { readCell } from "../cells.ts";
import { checkedPlan } from "../check.ts";
import { type CompiledPlan, compilePlan, type PlanDialect } from "../compile.ts";
import type { PlanColumn, PlanSchema } from "../schema.ts";
import type { Data } from "./evaluate-expressions.ts";
import type { Row, Value } from "./evaluate-values.ts";

export interface PlanDatabase {
  readonly dialect: PlanDialect;
  readonly run: (compiled: Pick<CompiledPlan, "sql" | "parameters" | "columns">) => Promise<Value[][]>;
  readonly close: () => Promise<void>;
}

const sqliteTypes: Record<PlanColumn["type"], string> = {
  integer: "INTEGER",
  number: "REAL",
  money: "NUMERIC(24,8)",
  text: "TEXT",
  boolean: "BOOLEAN",
  timestamp: "TIMESTAMP",
  date: "TEXT",
};
const postgresTypes: Record<PlanColumn["type"], string> = {
  ...sqliteTypes,
  number: "DOUBLE PRECISION",
  timestamp: "TIMESTAMPTZ",
  date: "DATE",
};

const tables = (schema: PlanSchema, types: Record<PlanColumn["type"], string>) =>
  [...schema.entities.values()].map(
    ({ table, columns }) =>
      `CREATE TABLE ${table} (${[...columns.values()].map(({ column, type }) => `${column} ${types[type]}`).join(", ")})`,
  );

function inserts(schema: PlanSchema, data: Data, place: (index: number) => string): { sql: string; rows: (Value | null)[][] }[] {
  return [...schema.entities].map(([name, { table, columns }]) => {
    const stored = [...columns.values()].map(({ column }) => column);
    const sql = `INSERT INTO ${table} (${stored.join(", ")}) VALUES (${stored.map((_, index) => place(index + 1)).join(", ")})`;
    return { sql, rows: (data[name] ?? []).map((row: Row) => stored.map((column) => row.get(column) ?? null)) };
  });
}

const instant = /^\d{4}-\d\d-\d\dT[\d:]+\.000Z$/;
const forSqlite = (value: Value) => {
  if (typeof value === "boolean") return Number(value);
  return typeof value === "string" && instant.test(value) ? value.slice(0, 19).replace("T", " ") : value;
};

/** The data in SQLite's memory. */
export function openSqlite(schema: PlanSchema, data: Data): PlanDatabase {
  const db = new Database(":memory:");
  db.exec(tables(schema, sqliteTypes).join(";"));
  for (const { sql, rows } of inserts(schema, data, () => "?")) for (const row of rows) db.prepare(sql).run(row.map(forSqlite));
  return {
    dialect: "sqlite",
    run: async ({ sql, parameters, columns }) => {
      const rows = db.prepare<unknown[], unknown[]>(sql).raw().all(parameters);
      return rows.map((row) => columns.map(({ type }, index) => readCell(row[index], type)));
    },
    close: async () => {
      db.close();
    },
  };
}

/** The data in a Postgres whose session is far from UTC and writes its dates in a form of its own. */
export async function openPostgres(schema: PlanSchema, data: Data): Promise<PlanDatabase> {
  const { url, drop } = await createPostgresDatabase();
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("SET TIME ZONE 'America/St_Johns'; SET DateStyle = 'SQL, DMY'; SET IntervalStyle = 'sql_standard'");
  for (const sql of tables(schema, postgresTypes)) await client.query(sql);
  for (const { sql, rows } of inserts(schema, data, (index) => `$${index}`)) for (const row of rows) await client.query(sql, row);
  await client.query("SET DateStyle = 'ISO'");
  return {
    dialect: "postgres",
    run: async ({ sql, parameters, columns }) => {
      const { rows } = await client.query<unknown[]>({ text: sql, values: [...parameters], rowMode: "array" });
      return rows.map((row) => columns.map(({ type }, index) => readCell(row[index], type)));
    },
    close: async () => {
      await client.end();
      await drop();
    },
  };
}

/** Checks and compiles a plan that is meant to be right. */
export function compileFor(schema: PlanSchema, plan: Plan, dialect: PlanDialect): CompiledPlan {
  const result = checkedPlan(schema, plan);
  if (!result.ok) throw new Error(`a wrong plan: ${JSON.stringify(result.issues)} in ${JSON.stringify(plan)}`);
  return compilePlan(result.checked, dialect);
}
