import { describe, expect, it } from "vitest";
import { UnsafeSqlError } from "../../ports.ts";
import { statementsOf } from "../guard-statements/statements.ts";
import { guardSql } from "./guard.ts";
import { assertGuarded, type GuardedQuery } from "./guarded-query.ts";
import type { SqlPolicy } from "./policy.ts";
import { demoPolicy } from "./test-policy.ts";

const DIALECTS = ["sqlite", "postgres"] as const;

function verdict(sql: string, policy: SqlPolicy, parameters = 0): string {
  try {
    guardSql(sql, policy, parameters);
    return "allow";
  } catch (error) {
    if (error instanceof UnsafeSqlError) return error.message;
    throw error;
  }
}

describe.each(DIALECTS)("the guard of %s", (dialect) => {
  const policy = demoPolicy(dialect);
  const statements = statementsOf(dialect);

  it.each(statements.filter((statement) => statement.expect === "allow"))("lets $id through: $sql", ({ sql }) => {
    expect(verdict(sql, policy)).toBe("allow");
  });

  it.each(statements.filter((statement) => statement.expect === "reject"))("refuses $id: $sql", ({ sql }) => {
    expect(verdict(sql, policy)).not.toBe("allow");
  });

  it("takes what may run long for safe or says why not", () => {
    for (const { sql } of statements) expect(verdict(sql, policy).length).toBeGreaterThan(0);
  });

  it.each([
    ["SELECT 1; SELECT 2", "there is more than one statement"],
    ["", "there is no statement"],
    ["DELETE FROM users", "only SELECT is allowed"],
    ["SELECT * FROM audit_log", '"audit_log" is not a table of the catalog'],
    ["SELECT password FROM users", 'there is no column "password" to be read here'],
    ["SELECT u.password FROM users u", '"u" has no column "password" to be read'],
    ["SELECT x.id FROM users u", '"x" is not a table of this query'],
    ["SELECT load_extension('x')", 'the function "load_extension" is not allowed'],
    [`SELECT ${"1 + ".repeat(3_000)}1`, "the SQL is longer than 10 KB"],
    [`SELECT ${"(".repeat(300)}1${")".repeat(300)}`, "the SQL is nested too deep"],
    ["SELECT 1\0", "the SQL has a NUL character"],
    ["SELECT '\ud83d'", "the SQL has half a character"],
  ])("says why: %s", (sql, reason) => expect(verdict(sql, policy)).toBe(reason));

  it("measures the text in bytes", () => {
    const fits = `SELECT '${"é".repeat(5_000)}'`;
    expect(verdict(fits, policy)).toBe("allow");
    expect(verdict(`${fits} || '${"é".repeat(120)}'`, policy)).toBe("the SQL is longer than 10 KB");
  });

  it("goes as wide and as deep as 10 KB can", () => {
    expect(verdict(`SELECT id FROM users WHERE ${Array.from({ length: 700 }, (_, n) => `id = ${n}`).join(" OR ")}`, policy)).toBe("allow");
    expect(verdict(`SELECT ${"1+".repeat(4_500)}1`, policy)).toBe("allow");
    for (const nested of [
      `${"SELECT (".repeat(200)}SELECT 1${")".repeat(200)}`,
      `SELECT ${"NOT ".repeat(2_500)}1=1`,
      `SELECT ${"- ".repeat(5_000)}1`,
    ])
      expect(verdict(nested, policy)).not.toBe("");
    const stars = `SELECT ${"*, ".repeat(300)}* FROM users`;
    expect(verdict(stars, policy)).toBe("a result may not have more than 2000 columns");
    const ctes = Array.from({ length: 120 }).reduce<string>((inner) => `WITH a AS (${inner}) SELECT * FROM a`, "SELECT 1 AS b");
    expect(verdict(ctes, policy)).toBe("allow");
  });

  it("counts the places for values", () => {
    const sql =
      dialect === "sqlite" ? "SELECT id FROM users WHERE id = ? AND country = ?" : "SELECT id FROM users WHERE id = $1 AND country = $2";
    expect(guardSql(sql, policy, 2).parameterCount).toBe(2);
    expect(verdict(sql, policy, 1)).toBe("the SQL has not as many parameters as values");
    expect(verdict(sql, policy)).toBe("the SQL has parameters, which nothing is bound to");
  });

  it("counts the parameters of a common table expression once", () => {
    const place = dialect === "sqlite" ? "?" : "$1";
    expect(verdict(`WITH a AS (SELECT id FROM users WHERE id = ${place}) SELECT * FROM a`, policy, 1)).toBe("allow");
  });

  it("shows nothing but the catalog's columns of a table that has more", () => {
    const partial: SqlPolicy = { dialect, tables: [{ name: "users", columns: ["id", "country"], partial: true }] };
    expect(verdict("SELECT id, country FROM users u WHERE u.id = 1", partial)).toBe("allow");
    expect(verdict("SELECT count(*) FROM users", partial)).toBe("allow");
    for (const sql of [
      "SELECT * FROM users",
      "SELECT u.* FROM users u",
      "SELECT email FROM users",
      "SELECT a.id FROM users a NATURAL JOIN users b",
    ])
      expect(verdict(sql, partial), sql).not.toBe("allow");
  });

  it("takes a table by the schema that the catalog says", () => {
    const schema = dialect === "sqlite" ? "main" : "sales";
    const named: SqlPolicy = { dialect, tables: [{ name: `${schema}.orders`, columns: ["id"] }] };
    expect(verdict(`SELECT orders.id FROM ${schema}.orders`, named)).toBe("allow");
    expect(verdict("SELECT id FROM public.orders", named)).not.toBe("allow");
  });
});

it("a Postgres table that carries its schema is not found without it", () => {
  const policy: SqlPolicy = { dialect: "postgres", tables: [{ name: "sales.orders", columns: ["id"] }] };
  expect(verdict("SELECT id FROM orders", policy)).not.toBe("allow");
});

it.each([
  "SELECT u FROM users u",
  "SELECT row_to_json(u) FROM users u",
  "SELECT (u).id FROM users u",
  "SELECT a FROM users AS u(a)",
  "SELECT j.id FROM (users a JOIN users b ON true) AS j",
])("Postgres shows no whole row of a table that has more columns: %s", (sql) => {
  const policy: SqlPolicy = { dialect: "postgres", tables: [{ name: "users", columns: ["id"], partial: true }] };
  expect(verdict(sql, policy)).not.toBe("allow");
});

it("only the guard makes guarded queries", () => {
  const real = guardSql("SELECT 1", demoPolicy("sqlite"));
  expect(() => assertGuarded(real)).not.toThrow();
  expect(() => assertGuarded({ ...real } as GuardedQuery)).toThrow(UnsafeSqlError);
  expect(Object.isFrozen(real)).toBe(true);
});
