import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Condition, Expr, Plan, Stage } from "../../shared/plan.ts";
import { scale } from "../../shared/testing/scale.ts";
import { checkPlan } from "./check.ts";
import { forAnyPlan } from "./testing/arbitrary-plan.ts";
import { compileFor, openPostgres, openSqlite, type PlanDatabase } from "./testing/databases.ts";
import { demoSchema } from "./testing/demo-schema.ts";
import { evaluatePlan } from "./testing/evaluate.ts";
import { closeNumbers, UnfitPlan, type Value } from "./testing/evaluate-values.ts";
import { handPlans } from "./testing/hand-plans.ts";
import * as p from "./testing/plan-parts.ts";
import { smallData } from "./testing/small-data.ts";

let sqlite: PlanDatabase;
let postgres: PlanDatabase;

beforeAll(async () => {
  sqlite = openSqlite(demoSchema, smallData);
  postgres = await openPostgres(demoSchema, smallData);
});
afterAll(async () => {
  await sqlite.close();
  await postgres.close();
});

const RUNS = scale(150, 5_000);

/** Rows in another order differ in more than the rounding of a sum. */
function close(a: Value, b: Value): boolean {
  if (typeof a !== "number" || typeof b !== "number") return a === b;
  return closeNumbers(a, b);
}

function sameRows(a: readonly Value[][], b: readonly Value[][]): boolean {
  return a.length === b.length && a.every((row, index) => row.every((value, column) => close(value, b[index]?.[column] ?? null)));
}

/** By hand; where that would not do, the run tries another plan instead. */
function workedOut(plan: Plan) {
  try {
    return evaluatePlan(demoSchema, plan, smallData);
  } catch (error) {
    fc.pre(!(error instanceof UnfitPlan));
    throw error;
  }
}

async function rowsOf(plan: Plan) {
  const [first, second] = [compileFor(demoSchema, plan, "sqlite"), compileFor(demoSchema, plan, "postgres")];
  const byHand = workedOut(plan).map((row) => first.columns.map(({ name }) => row.get(name) ?? null));
  return { byHand, sqlite: await sqlite.run(first), postgres: await postgres.run(second) };
}

async function expectSameRows(plan: Plan): Promise<Value[][]> {
  const rows = await rowsOf(plan);
  if (!sameRows(rows.sqlite, rows.byHand)) expect(rows.sqlite).toEqual(rows.byHand);
  if (!sameRows(rows.postgres, rows.byHand)) expect(rows.postgres).toEqual(rows.byHand);
  return rows.sqlite;
}

describe("any plan", () => {
  test("has the same rows in SQLite, in Postgres and by hand", async () => {
    let filled = 0;
    await forAnyPlan(demoSchema, RUNS, async (plan) => {
      if ((await expectSameRows(plan)).length > 1) filled++;
    });
    expect(filled).toBeGreaterThan(RUNS / 10);
  });

  test.each(["sqlite", "postgres"] as const)("is the same text for %s each time, with none of the plan's values in it", async (dialect) => {
    await forAnyPlan(demoSchema, RUNS / 5, (plan) => {
      const { sql } = compileFor(demoSchema, plan, dialect);
      expect(compileFor(demoSchema, structuredClone(plan), dialect).sql).toBe(sql);
      expect(compileFor(demoSchema, withOtherValues(plan), dialect).sql).toBe(sql);
    });
  });
});

/** The same plan about other texts, none of which changes how it is written. */
function withOtherValues(plan: Plan): Plan {
  return JSON.parse(JSON.stringify(plan), (key, value) => {
    if (value?.kind === "value" && value.type === "text") return { ...value, value: `${value.value}'; DROP TABLE users; --` };
    // A limit of 1 makes a stage one of which a cell may be asked.
    return key === "n" && value > 1 ? value + 1 : value;
  });
}

describe("plans that questions make", () => {
  test.each(Object.entries(handPlans))("%s", async (_name, plan) => {
    const rows = await expectSameRows(plan);
    expect(rows.length).toBeGreaterThan(0);
    for (const database of [sqlite, postgres]) {
      const { displaySql, columns } = compileFor(demoSchema, plan, database.dialect);
      const shown = await database.run({ sql: displaySql, parameters: [], columns });
      if (!sameRows(shown, rows)) expect(shown).toEqual(rows);
    }
  });
});

test("whole spans into the past are counted down, not towards zero", async () => {
  const spans = (start: string, end: string): Expr => ({
    kind: "wholeSpans",
    seconds: 60,
    start: p.value(start, "timestamp"),
    end: p.value(end, "timestamp"),
  });
  const [early, late] = ["2026-01-01T00:00:00Z", "2026-01-01T00:01:30Z"];
  const asked = p.plan({
    id: "a",
    from: { entity: "users" },
    columns: [p.as("forwards", spans(early, late)), p.as("backwards", spans(late, early)), p.as("none", spans(late, late))],
    limit: { n: 1 },
    order: [p.asc("forwards")],
  });
  expect(await expectSameRows(asked)).toEqual([[1, -2, 0]]);
});

describe("an exists beneath a derived output", () => {
  const logins: Stage = {
    id: "logins",
    from: { entity: "login_events" },
    groupBy: [p.as("user_id", p.field("user_id"))],
    measures: [p.count("n")],
  };
  const sameUser = { left: p.output("user_id"), right: "user_id" };
  const asked = (on: { left: Expr; right: string }, where: Condition) =>
    p.plan(logins, {
      id: "answer",
      from: { entity: "transactions" },
      groupBy: [p.as("user_id", p.field("user_id"))],
      measures: [p.count("n")],
      derived: [
        p.as("next", p.arithmetic(p.output("n"), "+", p.integer(1))),
        p.as("found", p.choose({ kind: "exists", stage: "logins", on: [on], where }, p.text("yes"), p.text("no"))),
      ],
      order: [p.asc("user_id")],
    });
  const moreThanNext = p.compare(p.field("n"), "gt", p.outer("next"));
  const asManyElsewhere: Condition = { kind: "exists", stage: "logins", on: [{ left: p.outer("next"), right: "n" }] };

  test.each([
    ["compares with one derived before it", moreThanNext],
    ["looks one derived before it up", p.eq(p.field("n"), p.outer("next"))],
    ["holds another one that looks it up", asManyElsewhere],
    ["holds a case that asks for it", p.eq(p.text("yes"), p.choose(moreThanNext, p.text("yes"), p.text("no")))],
  ])("%s", async (_name, where) => {
    const found = (await expectSameRows(asked(sameUser, where))).map((row) => row.at(-1));
    expect(new Set(found)).toEqual(new Set(["yes", "no"]));
  });
});

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("'", '"', "\\", "'; DROP TABLE users; --", "$1", "?", "\u0000", "%", "_", "\ud800", "`", "/*"),
);

describe("hostile", () => {
  test("values are bound or refused", async () => {
    const asked = (value: string) =>
      p.plan({ id: "a", from: { entity: "users" }, measures: [p.count("n", p.eq(p.field("full_name"), p.text(value))), p.count("of")] });
    const { sql } = compileFor(demoSchema, asked("x"), "postgres");
    const property = fc.asyncProperty(hostile, async (value) => {
      if (checkPlan(demoSchema, asked(value)).length > 0) {
        expect(value).toMatch(/\0|\p{Surrogate}/u);
        return;
      }
      expect(compileFor(demoSchema, asked(value), "postgres").sql).toBe(sql);
      expect(await expectSameRows(asked(value))).toEqual([[0, 12]]);
    });
    await fc.assert(property, { numRuns: RUNS / 3 });
  });

  test("patterns are taken literally", async () => {
    const asked = (text: string): Plan =>
      p.plan({
        id: "a",
        from: { entity: "users" },
        measures: [p.count("n", { kind: "text", mode: "contains", of: p.field("full_name"), text })],
      });
    for (const text of ["%", "_", "\\", "100%", "'", '"x";', "MÜLLER", "émile", "李"]) await expectSameRows(asked(text));
  });

  test("names are refused", () => {
    const named = (name: string) => p.plan({ id: "a", from: { entity: "users" }, columns: [p.as(name, p.field("id"))] });
    const property = fc.property(hostile, (name) => {
      if (checkPlan(demoSchema, named(name)).length === 0) expect(name).toMatch(/^[a-z0-9_]+$/);
    });
    fc.assert(property);
    expect(checkPlan(demoSchema, named("__proto__"))).toHaveLength(1);
  });
});
