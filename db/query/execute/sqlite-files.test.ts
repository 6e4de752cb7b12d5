import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
import { DatabaseUnreachableError } from "../../ports.ts";
import { guardSql } from "../guard/guard.ts";
import type { SqlPolicy } from "../guard/policy.ts";
import { completeLimits } from "./limits.ts";
import { SqliteExecutor } from "./sqlite-executor.ts";

const policy: SqlPolicy = { dialect: "sqlite", tables: [{ name: "things", columns: ["id"] }] };
const COUNT = guardSql("SELECT count(*) AS n FROM things", policy);
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "crowsnest-query-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, rows: number, journal = "DELETE"): string {
  const file = join(folder, name);
  const db = new Database(file);
  db.pragma(`journal_mode = ${journal}`);
  db.exec("CREATE TABLE things (id INTEGER PRIMARY KEY)");
  for (let id = 1; id <= rows; id++) db.prepare("INSERT INTO things VALUES (?)").run(id);
  db.close();
  return file;
}

function start(file: string): SqliteExecutor {
  const executor = new SqliteExecutor({ file, policy, limits: completeLimits({ timeoutMs: 20_000 }), processes: 1 });
  onTestFinished(() => executor.close());
  return executor;
}

it("a file that is not there, or is no database, is unreachable until it is one", async () => {
  const file = join(folder, "later.sqlite");
  const executor = start(file);
  await expect(executor.ping()).rejects.toThrow(DatabaseUnreachableError);
  writeFileSync(file, "this is not a database, whatever its name says".repeat(100));
  await expect(executor.run(COUNT, [])).rejects.toThrow(DatabaseUnreachableError);
  rmSync(file);
  write("later.sqlite", 3);
  expect((await executor.run(COUNT, [])).rows).toEqual([{ n: 3 }]);
});

it("another file in the place of the first is read from then on", async () => {
  const file = write("asked.sqlite", 1);
  const executor = start(file);
  expect((await executor.run(COUNT, [])).rows).toEqual([{ n: 1 }]);
  renameSync(write("new.sqlite", 5), file);
  expect((await executor.run(COUNT, [])).rows).toEqual([{ n: 5 }]);
  rmSync(file);
  await expect(executor.run(COUNT, [])).rejects.toThrow(DatabaseUnreachableError);
});

it("sees what somebody else writes, and a changed schema", async () => {
  const file = write("busy.sqlite", 1, "WAL");
  const executor = start(file);
  const writer = new Database(file);
  onTestFinished(() => {
    writer.close();
  });
  expect((await executor.run(COUNT, [])).rows).toEqual([{ n: 1 }]);
  writer.exec("INSERT INTO things VALUES (2)");
  expect((await executor.run(COUNT, [])).rows).toEqual([{ n: 2 }]);
  writer.exec("DROP TABLE things; CREATE TABLE other (x); CREATE TABLE things (id INTEGER PRIMARY KEY, secret TEXT)");
  expect((await executor.run(COUNT, [])).rows).toEqual([{ n: 0 }]);
  await expect(executor.run(guardSql("SELECT * FROM things", policy), [])).rejects.toThrow(/outside the catalog/);
});
