import { describe, expect, test } from "vitest";
import type { Plan } from "../../shared/plan.ts";
import { layOut } from "./layout.ts";
import type { PlanColumn, PlanEntity, PlanSchema } from "./schema.ts";
import { compileFor } from "./testing/databases.ts";
import { demoSchema } from "./testing/demo-schema.ts";
import { expectedSql } from "./testing/expected-sql.ts";
import { handPlans } from "./testing/hand-plans.ts";
import * as p from "./testing/plan-parts.ts";

const users = (change: Partial<Plan["stages"][number]>): Plan =>
  p.plan({ id: "a", from: { entity: "users" }, columns: [p.as("id", p.field("id"))], ...change });

describe.each(["sqlite", "postgres"] as const)("the SQL for %s of", (dialect) => {
  test.each(Object.entries(handPlans))("%s", (name, plan) => {
    const { sql, parameters } = compileFor(demoSchema, plan, dialect);
    expect(layOut(sql)).toBe(expectedSql[name]?.[dialect].sql.trim());
    expect(parameters).toEqual(expectedSql[name]?.[dialect].parameters);
  });
});

test("a stage named like a table does not hide it", () => {
  const plan = p.plan({ id: "users", from: { entity: "users" }, columns: [p.as("id", p.field("id"))] });
  expect(compileFor(demoSchema, plan, "sqlite").sql).toBe(
    'with "users_2" as (select "users"."id" as "id" from "users" as "users") select "users_2"."id" as "id" from "users_2"',
  );
});

test("timestamps that are numbers are compared as such, so that an index serves", () => {
  const table = (encoding: "epoch_seconds" | "epoch_milliseconds" | "iso"): PlanEntity => {
    const at: PlanColumn = { column: "at", type: "timestamp", encoding };
    return { table: "main.events", key: "at", columns: new Map([["at", at]]), relations: new Map() };
  };
  const schema: PlanSchema = {
    entities: new Map([
      ["s", table("epoch_seconds")],
      ["ms", table("epoch_milliseconds")],
      ["iso", table("iso")],
    ]),
  };
  const since = { kind: "open", label: "since", from: { at: "2026-01-01T00:00:00.500Z", inclusive: true } } as const;
  const sql = (entity: string) => {
    const time = { ...since, field: p.field("at") };
    const plan = p.plan({ id: "a", from: { entity }, time, columns: [p.as("at", p.field("at"))] });
    return compileFor(schema, plan, "sqlite");
  };
  expect(sql("s")).toMatchObject({ sql: expect.stringContaining('where "s"."at" >= ?'), parameters: [1767225600.5] });
  expect(sql("ms")).toMatchObject({
    sql: expect.stringContaining('from "main"."events" as "ms" where "ms"."at" >= ?'),
    parameters: [1767225600500],
  });
  expect(sql("iso").parameters).toEqual(["2026-01-01 00:00:00.5"]);
});

test("days are compared as the midnights they are", () => {
  const day = p.bucket("day", p.field("created_at"));
  const time = { field: day, kind: "open", label: "then" } as const;
  const of = (at: string, inclusive: boolean) =>
    compileFor(demoSchema, users({ time: { ...time, from: { at, inclusive }, to: { at, inclusive } } }), "sqlite").parameters;
  expect(of("2026-10-31T00:00:00Z", true)).toEqual(["2026-10-31", "2026-10-31"]);
  expect(of("2026-10-31T00:00:00Z", false)).toEqual(["2026-11-01", "2026-10-30"]);
  expect(of("2026-10-31T23:59:59Z", true)).toEqual(["2026-11-01", "2026-10-31"]);
  expect(of("2026-10-31T23:59:59Z", false)).toEqual(["2026-11-01", "2026-10-31"]);
});

test("what is shown has the values in place, quoted", () => {
  const plan = users({
    where: p.and(p.eq(p.field("full_name"), p.text("O'Brien -- x")), p.eq(p.field("is_pep"), p.value(true, "boolean"))),
  });
  expect(compileFor(demoSchema, plan, "sqlite").displaySql).toBe(`WITH "a" AS (
  SELECT "users"."id" AS "id"
  FROM "users" AS "users"
  WHERE ("users"."full_name" = 'O''Brien -- x' AND "users"."is_pep" = 1)
)
SELECT "a"."id" AS "id"
FROM "a"`);
});
