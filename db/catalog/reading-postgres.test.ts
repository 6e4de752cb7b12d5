import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { createPostgresDatabase } from "../testing/postgres.ts";
import { readSchema } from "./introspect.ts";
import { openPostgresReader } from "./postgres-reader.ts";
import { describeSchemaReading } from "./testing/reading-suite.ts";

async function emptyDatabase() {
  const { url, drop } = await createPostgresDatabase();
  const client = new Client({ connectionString: url });
  await client.connect();
  const reader = await openPostgresReader(url);
  return {
    reader,
    execute: async (sql: string) => {
      await client.query(sql);
    },
    drop: async () => {
      await Promise.all([reader.close(), client.end()]);
      await drop();
    },
  };
}

describeSchemaReading("Postgres", emptyDatabase);

test("names tables of other schemas with their schema, and cannot write", async () => {
  const { reader, execute, drop } = await emptyDatabase();
  onTestFinished(drop);
  await execute(
    "CREATE SCHEMA sales; CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE TABLE sales.visits (id int PRIMARY KEY, mood mood NOT NULL, tags text[])",
  );
  expect(await readSchema(reader)).toEqual({
    dialect: "postgres",
    tables: [
      {
        name: "sales.visits",
        columns: [
          { name: "id", declared: "integer", kind: "integer", nullable: false, primaryKey: true },
          { name: "mood", declared: "enum", kind: "text", nullable: false, primaryKey: false },
          { name: "tags", declared: "text[]", kind: "other", nullable: true, primaryKey: false },
        ],
      },
    ],
  });
  await expect(reader.rows("INSERT INTO sales.visits VALUES (1, 'good', NULL)")).rejects.toThrow(/read-only/);
});
