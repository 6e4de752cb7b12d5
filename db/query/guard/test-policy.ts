import { DEMO_TABLES } from "../../demo/schema.ts";
import type { PolicyTable, SqlPolicy } from "./policy.ts";

const tables: readonly PolicyTable[] = DEMO_TABLES.map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) }));

/** The demo's tables. */
export function demoPolicy(dialect: SqlPolicy["dialect"]): SqlPolicy {
  return { dialect, tables };
}
