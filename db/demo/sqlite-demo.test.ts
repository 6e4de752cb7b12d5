import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DemoOptions } from "./options.ts";
import { writeSqliteDemo } from "./sqlite-demo.ts";
import { makeSqliteDemo } from "./start-demo.ts";

const SMALL: DemoOptions = { users: 120, transactions: 1_500, logins: 2_000, days: 30, seed: 42, endMs: Date.UTC(2026, 9, 31) };

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "demo-"));
  file = join(folder, "demo.sqlite");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Every row of every table, as text. */
function dump(path: string): string {
  const db = new Database(path, { readonly: true });
  const tables = ["users", "transactions", "login_events", "crowsnest_demo"];
  const rows = tables.flatMap((table) => db.prepare(`SELECT * FROM ${table} ORDER BY rowid`).raw().all());
  db.close();
  return rows.map((row) => JSON.stringify(row)).join("\n");
}

function query(sql: string): Record<string, unknown>[] {
  const db = new Database(file, { readonly: true });
  const rows = db.prepare(sql).all() as Record<string, unknown>[];
  db.close();
  return rows;
}

describe("the demo database", () => {
  test("is the same for the same arguments, and another for others", () => {
    writeSqliteDemo(file, SMALL);
    const first = dump(file);
    writeSqliteDemo(file, SMALL);
    expect(dump(file)).toBe(first);
    for (const changed of [{ seed: 43 }, { users: 121 }, { endMs: SMALL.endMs - 86_400_000 }]) {
      writeSqliteDemo(file, { ...SMALL, ...changed });
      expect(dump(file)).not.toBe(first);
    }
  });

  test("is made in a thread as well, with its progress", async () => {
    const seen: number[] = [];
    await makeSqliteDemo(file, SMALL, (done, total) => seen.push(done / total));
    expect(seen.at(-1)).toBe(1);
    expect(query("SELECT count(*) AS n FROM transactions")).toEqual([{ n: SMALL.transactions }]);
  });

  test("appears whole, and removes what a killed one left", () => {
    writeFileSync(`${file}.999999999.partial`, "half");
    const names: string[][] = [];
    writeSqliteDemo(file, SMALL, () => names.push(readdirSync(folder)));
    expect(names.every((present) => !present.includes("demo.sqlite"))).toBe(true);
    expect(readdirSync(folder)).toEqual(["demo.sqlite"]);
  });

  test("never takes the place of a file that it did not make", () => {
    const other = new Database(file);
    other.exec("CREATE TABLE users (id INTEGER PRIMARY KEY); INSERT INTO users VALUES (1)");
    other.close();
    for (const write of [() => undefined, () => writeFileSync(file, "not a database"), () => writeFileSync(file, "")]) {
      write();
      const before = readFileSync(file);
      expect(() => writeSqliteDemo(file, SMALL)).toThrow(/demo\.sqlite was not made by Crowsnest's demo seed/);
      expect(readFileSync(file).equals(before)).toBe(true);
    }
  });

  test("says in a thread too whose file it is", async () => {
    writeFileSync(file, "");
    await expect(makeSqliteDemo(file, SMALL)).rejects.toThrow(/was not made by/);
    expect(existsSync(`${file}.${process.pid}.partial`)).toBe(false);
  });

  test("keeps to its schema", () => {
    writeSqliteDemo(file, SMALL);
    expect(query("PRAGMA foreign_key_check")).toEqual([]);
    expect(query("SELECT count(*) AS n FROM users WHERE created_at NOT GLOB '????-??-?? ??:??:??'")).toEqual([{ n: 0 }]);
    const wrong = [
      "processed_at <= created_at",
      "(status = 'pending') <> (processed_at IS NULL)",
      "created_at >= '2026-10-31 00:00:00'",
      "processed_at >= '2026-10-31 00:00:00'",
      "amount <= 0 OR amount_usd <= 0",
      "is_flagged NOT IN (0, 1)",
      "created_at < (SELECT created_at FROM users WHERE users.id = user_id)",
    ];
    for (const condition of wrong) expect(query(`SELECT * FROM transactions WHERE ${condition}`), condition).toEqual([]);
    expect(query("SELECT * FROM login_events WHERE (outcome = 'failure') <> (failure_reason IS NOT NULL)")).toEqual([]);
  });
});

describe("the default demo", () => {
  test("has a last day like the others, and rates that hold still", () => {
    writeSqliteDemo(file, { ...SMALL, users: 2_000, transactions: 60_000, logins: 90_000, days: 120 });
    const days = (table: string, what: string) =>
      query(`SELECT date(created_at) AS d, ${what} AS n FROM ${table} GROUP BY d ORDER BY d DESC LIMIT 28`).map(({ n }) => Number(n));
    const measures = [
      ["transactions", "count(*)"],
      ["transactions", "sum(status = 'failed')"],
      ["transactions", "sum(status = 'pending')"],
      ["login_events", "count(*)"],
      ["login_events", "sum(outcome = 'failure')"],
    ] as const;
    for (const [table, what] of measures) {
      const [last = 0, ...before] = days(table, what);
      const mean = before.reduce((sum, n) => sum + n, 0) / before.length;
      // Four standard deviations of a Poisson count, and the quieter weekend.
      expect(Math.abs(last - mean), `${table} ${what}: ${last} against ${mean}`).toBeLessThan(4 * Math.sqrt(mean) + 0.1 * mean);
    }
    const off = query(`WITH r AS (SELECT currency, date(created_at) AS d, amount_usd * 1.0 / amount AS rate FROM transactions),
      m AS (SELECT currency, d, avg(rate) AS typical FROM r GROUP BY currency, d)
      SELECT max(abs(rate / typical - 1)) AS worst FROM r JOIN m USING (currency, d)`);
    expect(Number(off[0]?.worst)).toBeLessThan(0.05);
    expect(query("SELECT max(n) AS n FROM (SELECT count(DISTINCT user_id) AS n FROM login_events GROUP BY ip_address)")).toEqual([
      { n: 1 },
    ]);
  });
});
