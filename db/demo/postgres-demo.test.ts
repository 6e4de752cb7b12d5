import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { Client } from "pg";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { createPostgresDatabase } from "../testing/postgres.ts";
import type { DemoOptions } from "./options.ts";
import { writePostgresDemo } from "./postgres-demo.ts";
import { DEMO_TABLES } from "./schema.ts";
import { writeSqliteDemo } from "./sqlite-demo.ts";

const SMALL: DemoOptions = { users: 60, transactions: 1_200, logins: 1_100, days: 30, seed: 42, endMs: Date.UTC(2026, 9, 31) };

let client: Client;
beforeEach(async () => {
  const { url, drop } = await createPostgresDatabase();
  client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    await drop();
  });
});

/** Rows of a table as text that both databases can agree on. */
async function postgresRows(table: string): Promise<unknown[]> {
  const columns = DEMO_TABLES.find(({ name }) => name === table)?.columns ?? [];
  const cells = columns.map(({ name, kind }) => {
    if (kind === "time") return `to_char(${name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')`;
    return kind === "boolean" ? `${name}::int` : kind === "amount" || kind === "dollars" ? `${name}::float8` : name;
  });
  const { rows } = await client.query({ text: `SELECT ${cells.join(", ")} FROM ${table} ORDER BY id`, rowMode: "array" });
  return rows;
}

test("has the same rows as in SQLite, and is made anew in the place of an earlier one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "demo-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "demo.sqlite");
  for (const options of [{ ...SMALL, seed: 1 }, SMALL]) {
    const seen: number[] = [];
    await writePostgresDemo(client, options, (done, total) => seen.push(done / total));
    expect(seen.at(-1)).toBe(1);
  }
  writeSqliteDemo(file, SMALL);
  const db = new Database(file, { readonly: true });
  for (const { name } of DEMO_TABLES) expect(await postgresRows(name)).toEqual(db.prepare(`SELECT * FROM ${name} ORDER BY id`).raw().all());
  db.close();
});

test("is not made in a database with other tables, which stay as they are", async () => {
  await client.query("CREATE SCHEMA other; CREATE TABLE other.users (id int); INSERT INTO other.users VALUES (7)");
  await expect(writePostgresDemo(client, SMALL)).rejects.toThrow(/^the Postgres database was not made by Crowsnest's demo seed/);
  expect((await client.query("SELECT * FROM other.users")).rows).toEqual([{ id: 7 }]);
  expect((await client.query("SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public'")).rows).toEqual([{ n: 0 }]);
});

test("is there whole or not at all", async () => {
  await writePostgresDemo(client, SMALL);
  await client.query("CREATE VIEW mine AS SELECT id FROM users");
  await expect(writePostgresDemo(client, { ...SMALL, seed: 2 })).rejects.toThrow(/depend/);
  expect((await client.query("SELECT count(*)::int AS n FROM transactions")).rows).toEqual([{ n: SMALL.transactions }]);
});
