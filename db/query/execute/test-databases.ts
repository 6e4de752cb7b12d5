import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { DemoOptions } from "../../demo/options.ts";
import { seedPostgres } from "../../demo/seed-postgres.ts";
import { writeSqliteDemo } from "../../demo/sqlite-demo.ts";

const OPTIONS: DemoOptions = { users: 40, transactions: 1_000, logins: 1_500, days: 30, seed: 7, endMs: Date.UTC(2026, 9, 31) };

/** What nobody may read, beside the demo's tables. */
const SECRETS = `
  CREATE TABLE audit_log (id INTEGER PRIMARY KEY, action TEXT);
  CREATE TABLE api_tokens (id INTEGER PRIMARY KEY, token TEXT);
  CREATE TABLE events (id INTEGER PRIMARY KEY, kind TEXT);
  INSERT INTO audit_log VALUES (1, 'secret');
`;

export interface SqliteTestFile {
  readonly file: string;
  remove(): void;
}

/** A small demo database in a folder of its own, with `more` in it. */
export function sqliteTestFile(more = ""): SqliteTestFile {
  const folder = mkdtempSync(join(tmpdir(), "crowsnest-query-"));
  const file = join(folder, "asked.sqlite");
  writeSqliteDemo(file, OPTIONS);
  const db = new Database(file);
  db.exec(SECRETS + more);
  db.close();
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The same in an empty Postgres database. */
export async function fillPostgres(url: string, run: (sql: string) => Promise<unknown>): Promise<void> {
  await seedPostgres(url, OPTIONS, () => {});
  await run(SECRETS);
}
