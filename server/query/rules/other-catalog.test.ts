import Database from "better-sqlite3";
import { afterAll, describe, expect, it } from "vitest";
import { planningOf, profileOf } from "../testing/rules-planning.ts";
import { SHOP_CATALOG } from "../testing/shop-catalog.ts";

const { ask, compiled, sql } = planningOf(SHOP_CATALOG, profileOf({ "stores.town": ["Porto", "Lisbon", "New Town"] }));

const database = new Database(":memory:");
database.exec(`
  CREATE TABLE shop_list (code INTEGER PRIMARY KEY, title TEXT, town TEXT, kind TEXT, seats NUMERIC, opened_on TEXT);
  CREATE TABLE order_book (order_no INTEGER PRIMARY KEY, shop_code INTEGER, stage TEXT, total_eur NUMERIC, gift INTEGER, placed_at TEXT);
`);
const TOWNS = ["Porto", "Lisbon", "New Town"];
for (let code = 1; code <= 9; code++) {
  const opened = `202${code % 2 === 0 ? 5 : 6}-0${code}-01 08:00:00`;
  database
    .prepare("INSERT INTO shop_list VALUES (?, ?, ?, ?, ?, ?)")
    .run(code, `Shop ${code}`, TOWNS[code % 3], code % 4 === 0 ? "kiosk" : "cafe", code * 7, opened);
}
for (let n = 0; n < 240; n++) {
  const at = new Date(Date.UTC(2026, 7, 1) + n * 8.9 * 3_600_000).toISOString();
  const stage = ["baked", "eaten", "eaten", "burnt"][(n * 7) % 4];
  // Shop 9 sells nothing, and shop 8 nothing in October.
  const shop = 1 + ((n * 5) % (n < 150 ? 8 : 7));
  database
    .prepare("INSERT INTO order_book VALUES (?, ?, ?, ?, ?, ?)")
    .run(n + 1, shop, stage, ((n * 37) % 300) + 0.5, n % 5 === 0 ? 1 : 0, at);
}
afterAll(() => database.close());

const money = (value: unknown) => (typeof value === "number" ? Math.round(value * 1e6) / 1e6 : value);

/** The answer's rows, of each the columns whose names hold these texts. */
function rowsOf(question: string | readonly string[], columns: readonly string[]): unknown[][] {
  const plan = compiled(...[question].flat());
  const rows = database.prepare<unknown[], Record<string, unknown>>(plan.sql).all(...plan.parameters);
  const all = plan.columns.map(({ name }) => name);
  const named = (part: string) =>
    all.find((name) => name === part) ?? all.find((name) => name.startsWith(`${part}_`) || name.endsWith(`_${part}`));
  const names = columns.map((part) => named(part) ?? `no column like ${part}`);
  return rows.map((row) => names.map((name) => money(row[name])));
}

const gold = (text: string) => (database.prepare(text).raw().all() as unknown[][]).map((row) => row.map(money));
const OCTOBER = "placed_at >= '2026-10-01'";

describe("questions about data that is nothing like the demo's", () => {
  it.each<[string | readonly string[], readonly string[], string]>([
    ["How many shops are there?", ["count"], "SELECT COUNT(*) FROM shop_list"],
    [
      "How many orders were there last month?",
      ["count"],
      "SELECT COUNT(*) FROM order_book WHERE placed_at >= '2026-09' AND placed_at < '2026-10'",
    ],
    [
      "turnover by town in October",
      ["town", "sum"],
      `SELECT town, SUM(total_eur) AS v FROM order_book JOIN shop_list ON code = shop_code WHERE ${OCTOBER} GROUP BY 1 ORDER BY v DESC`,
    ],
    [
      "tos per month since September",
      ["month", "sum"],
      "SELECT substr(placed_at, 1, 7) || '-01', SUM(total_eur) FROM order_book WHERE placed_at >= '2026-09' GROUP BY 1 ORDER BY 1",
    ],
    [
      "Top 3 shops by turnover",
      ["title", "sum"],
      "SELECT title, SUM(total_eur) AS v FROM order_book JOIN shop_list ON code = shop_code GROUP BY code ORDER BY v DESC LIMIT 3",
    ],
    [
      "Which shops in Porto had at least 2 burnt orders last month?",
      ["code"],
      `SELECT code FROM order_book JOIN shop_list ON code = shop_code WHERE town = 'Porto' AND stage = 'burnt'
         AND placed_at >= '2026-09' AND placed_at < '2026-10' GROUP BY 1 HAVING COUNT(*) >= 2 ORDER BY opened_on DESC`,
    ],
    [
      "How many shops have never sold anything?",
      ["count"],
      "SELECT COUNT(*) FROM shop_list WHERE code NOT IN (SELECT shop_code FROM order_book)",
    ],
    [
      "How many shops had no orders in October?",
      ["count"],
      `SELECT COUNT(*) FROM shop_list WHERE code NOT IN (SELECT shop_code FROM order_book WHERE ${OCTOBER})`,
    ],
    [
      "average order value by kind of shop",
      ["kind", "avg"],
      "SELECT kind, AVG(total_eur) AS v FROM order_book JOIN shop_list ON code = shop_code GROUP BY 1 ORDER BY v DESC",
    ],
    [
      "list baked orders over 290 euros",
      ["order_no"],
      "SELECT order_no FROM order_book WHERE stage = 'baked' AND total_eur > 290 ORDER BY placed_at DESC",
    ],
    ["share of gift-wrapped orders", ["part", "whole", "share"], "SELECT SUM(gift), COUNT(*), AVG(gift * 1.0) FROM order_book"],
    [
      "How many catering orders were there in Lisbon this year?",
      ["count"],
      "SELECT COUNT(*) FROM order_book JOIN shop_list ON code = shop_code WHERE town = 'Lisbon' AND total_eur >= 250 AND placed_at >= '2026'",
    ],
    ["cafes opened before 2026", ["code"], "SELECT code FROM shop_list WHERE kind = 'cafe' AND opened_on < '2026' ORDER BY opened_on DESC"],
    [
      "turnover in October compared with September",
      ["before", "after"],
      `SELECT SUM(total_eur) FILTER (WHERE placed_at >= '2026-09' AND placed_at < '2026-10'), SUM(total_eur) FILTER (WHERE ${OCTOBER}) FROM order_book`,
    ],
    ["How many orders were not eaten?", ["count"], "SELECT COUNT(*) FROM order_book WHERE stage <> 'eaten'"],
    ["order 17", ["order_no", "total_eur"], "SELECT order_no, total_eur FROM order_book WHERE order_no = 17"],
    [
      ["total orders in October", "by kind of shop"],
      ["kind", "sum"],
      `SELECT kind, SUM(total_eur) AS v FROM order_book JOIN shop_list ON code = shop_code WHERE ${OCTOBER} GROUP BY 1 ORDER BY v DESC`,
    ],
    [
      ["How many orders are there in Porto?", "and in New Town?"],
      ["count"],
      "SELECT COUNT(*) FROM order_book JOIN shop_list ON code = shop_code WHERE town = 'New Town'",
    ],
  ])("%s", (question, columns, expected) => {
    const rows = gold(expected);
    expect(rows.flat()).not.toEqual([]);
    expect(rowsOf(question, columns)).toEqual(rows);
  });
});

describe("what another catalog says", () => {
  it("is all that is known: not the demo's things, nor any country", () => {
    for (const question of ["How many customers are there?", "deposits by country", "failed logins", "orders in Germany", "VIPs"])
      expect(ask(question).kind).toBe("unsupported");
  });

  it("has its own vague words and its own things that it has not", () => {
    expect(ask("tasty orders")).toMatchObject({
      kind: "clarification",
      reason: "value",
      options: [{ question: "eaten orders" }, { label: "above 20" }],
    });
    expect(ask("recipes of the orders")).toMatchObject({ kind: "unsupported", reason: "not_in_data" });
    expect(ask("purple orders")).toHaveProperty("suggestions.0", "How many orders were there yesterday?");
  });

  it("does not bear on orders, which are refused whatever the data", () => {
    expect(ask("delete order 17")).toMatchObject({ kind: "unsupported", reason: "read_only" });
  });

  it("calls one thing by several names", () => {
    expect(sql("How many branches are there?")).toBe(sql("How many shops are there?"));
    expect(sql("revenue by town")).toBe(sql("turnover by town"));
    expect(sql("takings by city")).toBe(sql("turnover by town"));
    expect(sql("How many spoilt orders?")).toBe(sql("How many burnt orders?"));
    expect(sql("How many ordres in Lisbn?")).toBe(sql("How many orders in Lisbon?"));
  });
});
