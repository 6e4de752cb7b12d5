import { afterAll, describe, expect, it } from "vitest";
import type { PolicyTable } from "../guard/policy.ts";
import { demoPolicy } from "../guard/test-policy.ts";
import { statementsOf } from "../guard-statements/statements.ts";
import { SqliteConnection } from "./sqlite-connection.ts";
import { StatementRunner } from "./sqlite-statement.ts";
import { sqliteTestFile } from "./test-databases.ts";

const { file, remove } = sqliteTestFile(`
  CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, secret TEXT, twice TEXT AS (name || secret) VIRTUAL);
  CREATE INDEX ix_people ON people (name, secret);
  CREATE TABLE codes (a TEXT, b TEXT, secret TEXT, PRIMARY KEY (b, a)) WITHOUT ROWID;
  CREATE INDEX ix_codes ON codes (secret);
  CREATE VIEW shown AS SELECT id, kind FROM events;
  CREATE VIEW hidden AS SELECT * FROM api_tokens;
  CREATE VIRTUAL TABLE words USING fts5(word);
`);
afterAll(remove);

const tables: PolicyTable[] = [
  ...demoPolicy("sqlite").tables,
  { name: "people", columns: ["id", "name"] },
  { name: "codes", columns: ["a", "b"] },
  { name: "shown", columns: ["id", "kind"] },
];
const runner = new StatementRunner(new SqliteConnection(file), tables);

/** What the engine's own verdict is, without the guard in front. */
function verdict(sql: string, tableFunctions = false): string {
  const answer = runner.run({ kind: "run", sql, parameters: [], tableFunctions, maxRows: 5, maxBytes: 100_000 });
  return answer.kind === "rows" ? "rows" : answer.message;
}

describe("the program of a statement", () => {
  it.each([
    "SELECT * FROM users",
    "SELECT count(*) FROM users WHERE country = 'GB'",
    "SELECT id FROM users WHERE email = 'x'",
    "SELECT u.id FROM users u LEFT JOIN transactions t ON t.user_id = u.id ORDER BY t.amount_usd DESC",
    "SELECT id, name FROM people WHERE name > 'a' ORDER BY name",
    "SELECT count(*) FROM people",
    "SELECT rowid FROM people",
    "SELECT a, b FROM codes WHERE b = 'x'",
    "SELECT count(*) FROM codes",
    "SELECT * FROM shown",
  ])("may read what the catalog has: %s", (sql) => expect(verdict(sql)).toBe("rows"));

  it.each([
    "SELECT * FROM audit_log",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM hidden",
    "SELECT id FROM users WHERE id IN (SELECT id FROM audit_log)",
    "SELECT count(*) FROM api_tokens",
    "WITH users AS (SELECT * FROM audit_log) SELECT * FROM users",
    "SELECT (SELECT max(id) FROM api_tokens)",
    "SELECT * FROM words",
    "SELECT * FROM words_content",
  ])("may read nothing else: %s", (sql) => expect(verdict(sql)).toMatch(/outside the catalog|virtual table/));

  it.each([
    "SELECT * FROM people",
    "SELECT secret FROM people",
    "SELECT id FROM people WHERE secret = 'x'",
    "SELECT twice FROM people",
    "SELECT name FROM people ORDER BY length(secret)",
    "SELECT * FROM people a NATURAL JOIN people b",
    "SELECT secret FROM codes WHERE b = 'x'",
    "SELECT a FROM codes ORDER BY secret || a",
    "SELECT count(DISTINCT secret) FROM codes",
  ])("may read no other column: %s", (sql) => expect(verdict(sql)).toMatch(/column outside the catalog/));

  it.each([
    "SELECT * FROM pragma_table_info('users')",
    "SELECT * FROM dbstat",
    "SELECT * FROM json_each('[1]')",
    "SELECT * FROM pragma_database_list",
  ])("may open no virtual table: %s", (sql) => expect(verdict(sql)).toMatch(/virtual table|more than read/));

  it("may open one for a table function that the guard has seen", () =>
    expect(verdict("SELECT * FROM json_each('[1]')", true)).toBe("rows"));

  it.each([
    "SELECT sqlite_version()",
    "SELECT load_extension('x')",
    "SELECT changes()",
    "SELECT fts5_source_id()",
    "SELECT id FROM users ORDER BY last_insert_rowid()",
  ])("may call no other function: %s", (sql) => expect(verdict(sql)).toMatch(/function|program/));

  it.each([
    "DELETE FROM users",
    "UPDATE users SET status = 'x' RETURNING id",
    "INSERT INTO users (id) VALUES (9) RETURNING id",
    "CREATE TABLE x (a)",
    "DROP TABLE users",
    "ATTACH ':memory:' AS x",
    "PRAGMA query_only = OFF",
    "PRAGMA table_info(users)",
    "VACUUM",
    "COMMIT",
    "SELECT 1; SELECT 2",
    "",
  ])("may do nothing but read: %s", (sql) => expect(verdict(sql)).not.toBe("rows"));

  it("lets every honest statement through", () => {
    for (const { sql, id } of statementsOf("sqlite").filter((statement) => statement.expect === "allow"))
      expect(verdict(sql.replace("\ufeff", ""), true), id).toBe("rows");
  });

  it("refuses by itself nearly all that the guard refuses", () => {
    // A window that nothing uses is not computed.
    const refused = statementsOf("sqlite").filter((statement) => statement.expect === "reject" && !/WINDOW w AS/.test(statement.sql));
    const passed = refused.filter(({ sql }) => verdict(sql, /json_/.test(sql)) === "rows").map(({ sql }) => sql);
    // What is left computes or reads nothing that is not allowed: bombs, parameters, and names that mean another table to the guard.
    for (const sql of passed) expect(sql).not.toMatch(/audit_log|api_tokens|sqlite_master|pragma/i);
  });
});
