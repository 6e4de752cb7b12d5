import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";
import { ensurePostgres, urlIn } from "./postgres-server.ts";

export interface TestDatabase {
  readonly url: string;
  /** Drops the database, whoever is still connected. */
  readonly drop: () => Promise<void>;
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** An empty database of the test run's Postgres, which is started for the first test that needs one. */
export async function createPostgresDatabase(): Promise<TestDatabase> {
  const { folder, run: owner } = inject("postgres");
  await ensurePostgres(folder, owner);
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await run(urlIn(folder), `CREATE DATABASE ${name}`);
  return { url: urlIn(folder, name), drop: () => run(urlIn(folder), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
