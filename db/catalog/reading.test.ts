import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { writeSqliteDemo } from "../demo/sqlite-demo.ts";
import { openDirectReader } from "./direct-reader.ts";
import { pluralOf, singularOf, wordsOf } from "./draft/words.ts";
import { isoOf } from "./encoding.ts";
import { findWrongEncodings, fitCatalog } from "./fit-catalog.ts";
import { readSchema } from "./introspect.ts";
import { DEMO_CATALOG_FILE, loadCatalog } from "./load.ts";
import { profileData } from "./profile.ts";
import { openThreadReader } from "./sqlite-reader.ts";
import { describeSchemaReading } from "./testing/reading-suite.ts";

async function emptyFile() {
  const folder = mkdtempSync(join(tmpdir(), "catalog-"));
  const file = join(folder, "some.sqlite");
  new Database(file).exec("PRAGMA user_version = 1").close();
  const reader = openDirectReader(file);
  return {
    file,
    reader,
    execute: async (sql: string) => {
      new Database(file).exec(sql).close();
    },
    drop: async () => {
      await reader.close();
      rmSync(folder, { recursive: true });
    },
  };
}

describeSchemaReading("SQLite", emptyFile);

describe("the demo database", () => {
  test("has what its catalog says, and a profile", async () => {
    const { file, drop } = await emptyFile();
    const demo = `${file}.demo`;
    writeSqliteDemo(demo, { users: 100, transactions: 1_000, logins: 1_500, days: 30, seed: 1, endMs: Date.UTC(2026, 9, 31) });
    const reader = openThreadReader(demo);
    const catalog = loadCatalog(DEMO_CATALOG_FILE);
    expect(fitCatalog(catalog, await readSchema(reader))).toEqual({ catalog, problems: [] });
    expect(await findWrongEncodings(reader, catalog)).toEqual([]);
    const { entities } = await profileData(reader, catalog, { now: () => 0, limitMs: 1 });
    expect(entities.transactions?.rowCount).toBe(1_000);
    expect(entities.transactions?.newest).toMatch(/^2026-10-30T\d\d:\d\d:\d\d\.000Z$/);
    for (const entity of catalog.entities) {
      for (const { name, values, sensitive } of entity.columns) {
        const profiled = entities[entity.name]?.columns[name]?.values?.map(({ value }) => value);
        if (sensitive) expect(profiled).toBeUndefined();
        const known = values.map(({ value }) => value);
        if (known.length > 0) expect(known).toEqual(expect.arrayContaining(profiled ?? []));
      }
    }
    await reader.close();
    await drop();
  });
});

describe("a reader in a thread", () => {
  test("rejects what fails, and what waits when it is closed", async () => {
    const { file, drop } = await emptyFile();
    const reader = openThreadReader(file);
    await expect(reader.rows("SELECT x FROM nowhere")).rejects.toThrow(/no such table/);
    expect(await reader.rows("SELECT ? AS one", [1])).toEqual([{ one: 1 }]);
    const slow = reader.rows("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT count(*) FROM n");
    const outcome = expect(slow).rejects.toThrow(/has ended/);
    await reader.close();
    await outcome;
    await expect(reader.rows("SELECT 1")).rejects.toThrow(/has ended/);
    await drop();
  });

  test("rejects when there is no such file", async () => {
    await expect(openThreadReader(join(tmpdir(), "none", "none.sqlite")).rows("SELECT 1")).rejects.toThrow();
  });
});

describe("times", () => {
  test("kept otherwise than the catalog says are told", async () => {
    const { reader, execute, drop } = await emptyFile();
    await execute(`CREATE TABLE users (created_at TEXT); INSERT INTO users VALUES ('2026-01-02T03:04:05Z');
      CREATE TABLE login_events (created_at TEXT); CREATE TABLE transactions (created_at TEXT, processed_at TEXT);
      INSERT INTO transactions VALUES ('soon', '2026-01-02 03:04:05')`);
    const lines = await findWrongEncodings(reader, loadCatalog(DEMO_CATALOG_FILE));
    expect(lines).toEqual(["users.created_at: kept as iso, the catalog says native", "transactions.created_at: holds no times"]);
    await drop();
  });

  test.each([
    ["2026-01-02 03:04:05", "native", "2026-01-02T03:04:05.000Z"],
    ["2026-01-02", "native", "2026-01-02T00:00:00.000Z"],
    ["2026-01-02T03:04:05+02:00", "iso", "2026-01-02T01:04:05.000Z"],
    [1_767_323_045, "epoch_seconds", "2026-01-02T03:04:05.000Z"],
    [1_767_323_045_678, "epoch_milliseconds", "2026-01-02T03:04:05.678Z"],
    [new Date(0), "native", "1970-01-01T00:00:00.000Z"],
    ["soon", "native", undefined],
    [null, "native", undefined],
  ] as const)("%s as %s is %s", (value, encoding, iso) => {
    expect(isoOf(value, encoding)).toBe(iso);
  });
});

test.each([
  ["orderLines", "order line", "order lines"],
  ["HTTPStatus", "http status", "http statuses"],
  ["company_addresses", "company address", "company addresses"],
  ["categories", "category", "categories"],
  ["people", "person", "people"],
  ["box", "box", "boxes"],
  ["day", "day", "days"],
  ["kyc_status", "kyc status", "kyc statuses"],
])("the words of %s", (name, one, many) => {
  expect(singularOf(wordsOf(name))).toBe(one);
  expect(pluralOf(wordsOf(name))).toBe(many);
});
