import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnsafeSqlError } from "../../ports.ts";
import { statementsOf } from "../guard-statements/statements.ts";
import { guardSql } from "./guard.ts";
import { demoPolicy } from "./test-policy.ts";

const FRAGMENTS = [
  ..."'\"`[]();,.*-+/\\$:@?!|&^%~{}\0\n\t".split(""),
  "--",
  "/*",
  "*/",
  "||",
  "::",
  "$$",
  " UNION SELECT ",
  " FROM audit_log ",
  " WITH x AS ",
  " AS ",
  " OVER ",
  " FILTER (",
  " pg_sleep(1) ",
  "\u00a0",
  "\u200b",
  "é",
  "😀",
];

/** Whether the guard takes it. Throws whatever is not the guard's own refusal. */
function passes(sql: string, dialect: "sqlite" | "postgres"): boolean {
  try {
    return guardSql(sql, demoPolicy(dialect)).sql.length > 0;
  } catch (error) {
    if (error instanceof UnsafeSqlError) return false;
    throw error;
  }
}

type Edit = (text: string) => string;
const place = fc.nat({ max: 400 });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, fc.constantFrom(...FRAGMENTS)).map(
    ([at, piece]): Edit =>
      (text) =>
        text.slice(0, at) + piece + text.slice(at),
  ),
  fc.tuple(place, fc.nat({ max: 12 })).map(
    ([at, length]): Edit =>
      (text) =>
        text.slice(0, at) + text.slice(at + length),
  ),
  fc.tuple(place, fc.nat({ max: 60 }), place).map(
    ([at, length, to]): Edit =>
      (text) =>
        text.slice(0, to) + text.slice(at, at + length) + text.slice(to),
  ),
);

describe.each(["sqlite", "postgres"] as const)("with %s", (dialect) => {
  const all = statementsOf(dialect).map(({ sql }) => sql);
  const honest = statementsOf(dialect).filter(({ expect: wanted }) => wanted === "allow");

  it("a changed statement is taken or refused, and nothing else happens", () => {
    const changed = fc
      .tuple(fc.constantFrom(...all), fc.array(edit, { maxLength: 6 }))
      .map(([sql, edits]) => edits.reduce((text, change) => change(text), sql));
    fc.assert(
      fc.property(changed, (sql) => typeof passes(sql, dialect) === "boolean"),
      { numRuns: 1_500 },
    );
  });

  it("any text is taken or refused", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => typeof passes(`SELECT ${text}`, dialect) === "boolean"));
  });

  it("two statements are never one", () => {
    const pair = fc.tuple(
      fc.constantFrom(...honest),
      fc.constantFrom("DROP TABLE users", "SELECT 1", "DELETE FROM users", "COMMIT"),
      fc.constantFrom("", " ", "\n", "/**/"),
    );
    fc.assert(fc.property(pair, ([{ sql }, second, space]) => !passes(`${sql}\n;${space}${second}`, dialect)));
  });

  it("what reads another table is refused wherever it stands in an expression", () => {
    const leak = fc.constantFrom(
      "(SELECT max(id) FROM audit_log)",
      "(SELECT count(*) FROM users JOIN audit_log ON true)",
      "(WITH x AS (SELECT id FROM audit_log) SELECT max(id) FROM x)",
      "(SELECT id FROM users UNION SELECT id FROM audit_log LIMIT 1)",
    );
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        leak,
        tie("expression").map((inner) => `abs(${inner})`),
        tie("expression").map((inner) => `(${inner} + 1)`),
        tie("expression").map((inner) => `CASE WHEN ${inner} > 1 THEN 1 ELSE 2 END`),
        tie("expression").map((inner) => `CAST(${inner} AS TEXT)`),
        tie("expression").map((inner) => `coalesce(NULL, ${inner})`),
        tie("expression").map((inner) => `(id IN (1, ${inner}))`),
        tie("expression").map((inner) => `(id BETWEEN 0 AND ${inner})`),
        tie("expression").map((inner) => `(SELECT ${inner} FROM users LIMIT 1)`),
        tie("expression").map((inner) => `sum(id) FILTER (WHERE ${inner} > 1) OVER (PARTITION BY ${inner})`),
        tie("expression").map((inner) => `count(*) OVER (ORDER BY ${inner} ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)`),
      ),
    }));
    const query = fc.tuple(
      expression,
      fc.constantFrom(
        "SELECT $ FROM users",
        "SELECT id FROM users WHERE $ > 0",
        "SELECT id FROM users ORDER BY $",
        "SELECT count(*) FROM users GROUP BY $",
        "SELECT count(*) FROM users HAVING $ > 0",
        "SELECT id FROM users LIMIT $",
        "SELECT id FROM users JOIN transactions t ON $ > 0",
        "VALUES ($)",
        "SELECT 1 UNION SELECT $",
        "WITH a AS (SELECT $ AS b) SELECT b FROM a",
        "SELECT * FROM (SELECT $ AS c FROM users) q",
      ),
    );
    fc.assert(
      fc.property(
        query,
        ([inner, frame]) =>
          !passes(
            frame.replace("$", () => inner),
            dialect,
          ),
      ),
    );
  });

  it("spaces and comments around a statement change no verdict", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...statementsOf(dialect)),
        fc.constantFrom("  ", "\n", "\t", " /* x */ ", "\n-- x\n"),
        ({ sql, expect: wanted }, space) => {
          // A byte order mark is one only where a text begins.
          if (wanted === "reject_or_timeout" || sql.startsWith("\ufeff")) return;
          expect(passes(`${space}${sql}${space}`, dialect)).toBe(wanted === "allow");
        },
      ),
      { numRuns: 400 },
    );
  });
});
