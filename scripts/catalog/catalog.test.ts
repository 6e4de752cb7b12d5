import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { foreignSchemaSql } from "../../db/catalog/testing/foreign-schema.ts";
import { checkCatalog, initCatalog } from "./commands.ts";
import { parseCatalogOptions } from "./options.ts";

let folder = "";
let said = "";
const output = {
  write: (text: string) => {
    said += text;
  },
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "catalog-"));
  said = "";
});
afterEach(() => rmSync(folder, { recursive: true }));

function foreign() {
  const file = join(folder, "library.sqlite");
  const db = new Database(file);
  for (const sql of foreignSchemaSql("sqlite")) db.exec(sql);
  db.close();
  return { kind: "sqlite", file } as const;
}

test("a draft fits the database it was made from, and is not written over", async () => {
  const database = foreign();
  const file = join(folder, "library.yaml");
  await initCatalog(database, file, false, output);
  expect(await checkCatalog(database, file, output)).toBe(true);
  expect(said).toBe(`drafted 4 tables, 3 relations into ${file}\n${file} fits the database\n`);
  await expect(initCatalog(database, file, false, output)).rejects.toThrow(/EEXIST/);
  await initCatalog(database, file, true, output);
  said = "";
  await initCatalog(database, undefined, false, output);
  expect(said).toBe(readFileSync(file, "utf8"));
  expect(said).toContain("name: library\n");
});

test("what does not fit is named", async () => {
  const database = foreign();
  const file = join(folder, "library.yaml");
  await initCatalog(database, file, false, output);
  new Database(database.file)
    .exec("ALTER TABLE book_loans RENAME COLUMN note TO remark; UPDATE book_loans SET lent_at = lent_at / 1000")
    .close();
  said = "";
  expect(await checkCatalog(database, file, output)).toBe(false);
  expect(said.trim().split("\n")).toEqual([
    "book_loans.note: the database has no such column",
    "book_loans.lent_at: kept as epoch_seconds, the catalog says epoch_milliseconds",
  ]);
});

test.each([
  [["init", "--out", "a.yaml", "--force"], { command: "init", file: "a.yaml", force: true, databaseUrl: undefined }],
  [["check", "--database-url", "sqlite:a"], { command: "check", file: undefined, force: false, databaseUrl: "sqlite:a" }],
  [["--help"], "help"],
])("understands %j", (args, command) => {
  expect(parseCatalogOptions(args)).toEqual(command);
});

test.each([[[]], [["draft"]], [["init", "check"]], [["init", "--catalog", "a"]], [["check", "--out", "a"]], [["init", "--file", "a"]]])(
  "refuses %j",
  (args) => {
    expect(() => parseCatalogOptions(args)).toThrow();
  },
);
