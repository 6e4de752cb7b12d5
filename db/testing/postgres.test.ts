import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { createPostgresDatabase } from "./postgres.ts";
import { ensurePostgres, stopPostgres, urlIn } from "./postgres-server.ts";

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}

test("databases of their own, on one server", async () => {
  const [first, second] = await Promise.all([createPostgresDatabase(), createPostgresDatabase()]);
  onTestFinished(async () => {
    await Promise.all([first.drop(), second.drop()]);
  });
  await ask(first.url, "CREATE TABLE a (b int)");
  await expect(ask(second.url, "SELECT * FROM a")).rejects.toThrow(/does not exist/);
  expect(await ask(first.url, "SHOW data_directory")).toEqual(await ask(second.url, "SHOW data_directory"));
});

test("a dropped database is gone", async () => {
  const { url, drop } = await createPostgresDatabase();
  await drop();
  await expect(ask(url, "SELECT 1")).rejects.toThrow(/does not exist/);
});

test("a stopped server leaves nothing", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "crowsnest-pg-"));
  await Promise.all([ensurePostgres(folder, process.pid), ensurePostgres(folder, process.pid)]);
  expect(await ask(urlIn(folder), "SELECT 1")).toEqual([[1]]);
  await stopPostgres(folder);
  expect(existsSync(folder)).toBe(false);
  await expect(ask(urlIn(folder), "SELECT 1")).rejects.toThrow();
});
