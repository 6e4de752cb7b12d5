import { loginRows } from "./logins.ts";
import type { DemoOptions } from "./options.ts";
import { DEMO_TABLES, type DemoTable, type Row } from "./schema.ts";
import { transactionRows } from "./transactions.ts";
import { createUsers, userRow } from "./users.ts";

export interface TableRows {
  readonly table: DemoTable;
  readonly rows: Iterable<Row>;
}

/** Every table with its rows, in an order that foreign keys allow. */
export function* demoRows(options: DemoOptions): Generator<TableRows> {
  const users = createUsers(options);
  const rows: Readonly<Record<string, () => Iterable<Row>>> = {
    users: () => users.map(userRow),
    transactions: () => transactionRows(users, options),
    login_events: () => loginRows(users, options),
  };
  for (const table of DEMO_TABLES) yield { table, rows: rows[table.name]?.() ?? [] };
}

/** How many rows there will be. */
export function demoSize({ users, transactions, logins }: DemoOptions): number {
  return users + transactions + logins;
}
