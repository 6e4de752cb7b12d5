import { describe, expect, test } from "vitest";
import type { Plan, Stage } from "../../shared/plan.ts";
import { checkedPlan, checkPlan } from "./check.ts";
import { demoSchema } from "./testing/demo-schema.ts";
import * as p from "./testing/plan-parts.ts";

const users: Stage = { id: "users", from: { entity: "users" }, columns: [p.as("id", p.field("id"))] };
const withUsers = (change: Partial<Stage>): Plan => p.plan({ ...users, ...change });
const perUser: Stage = {
  id: "per_user",
  from: { entity: "transactions" },
  groupBy: [p.as("user_id", p.field("user_id"))],
  measures: [p.measure("total", "sum", p.field("amount_usd")), p.count("n")],
};
const after = (stage: Partial<Stage>): Plan =>
  p.plan(perUser, { id: "next", from: { stage: "per_user" }, columns: [p.as("total", p.field("total"))], ...stage });
const deep = (levels: number): ReturnType<typeof p.not> => (levels === 0 ? p.eq(p.field("id"), p.integer(1)) : p.not(deep(levels - 1)));

/** [what is wrong, plan, where, why] */
const wrong: [string, Plan, string, RegExp][] = [
  ["no stage", p.plan(), "stages", /at least one stage/],
  ["too many stages", p.plan(...Array.from({ length: 13 }, (_, n) => ({ ...users, id: `s${n}` }))), "stages", /more than 12/],
  ["too deep", withUsers({ where: deep(31) }), "stages.0", /more than 30 deep/],
  ["deep enough to overflow", withUsers({ where: deep(5_000) }), "stages.0", /more than/],
  ["a hostile id", withUsers({ id: 'a"; drop table users' }), "stages.0.id", /lower-case/],
  ["two stages of one name", p.plan(users, users), "stages.1.id", /names two stages/],
  ["an unknown entity", withUsers({ from: { entity: "accounts" } }), "stages.0.from", /unknown entity "accounts"; there are users/],
  ["a name of JavaScript's", withUsers({ from: { entity: "__proto__" } }), "stages.0.from", /unknown entity/],
  ["a later stage", withUsers({ from: { stage: "next" } }), "stages.0.from", /no stage "next" before/],
  [
    "an unknown column",
    withUsers({ columns: [p.as("a", p.field("phone"))] }),
    "stages.0.columns.0.expr",
    /unknown column "phone"; users has id, full_name/,
  ],
  ["an unknown relation", withUsers({ columns: [p.as("a", p.field("user", "id"))] }), "stages.0.columns.0.expr", /unknown relation "user"/],
  ["a path into a stage", after({ columns: [p.as("a", p.field("user", "id"))] }), "stages.1.columns.0.expr", /a path of one name/],
  [
    "an output twice",
    withUsers({ columns: [p.as("a", p.field("id")), p.as("a", p.field("id"))] }),
    "stages.0.columns.1.name",
    /names two outputs/,
  ],
  ["a hostile output", withUsers({ columns: [p.as('a" from users --', p.field("id"))] }), "stages.0.columns.0.name", /lower-case/],
  ["columns and measures", withUsers({ measures: [p.count("n")] }), "stages.0", /either columns, or/],
  ["neither", p.plan({ id: "a", from: { entity: "users" } }), "stages.0", /needs columns, or/],
  ["distinct groups", p.plan({ ...perUser, distinct: true }), "stages.0.distinct", /distinct is of columns/],
  [
    "a sum of text",
    p.plan({ ...perUser, measures: [p.measure("a", "sum", p.field("type"))] }),
    "stages.0.measures.0.of",
    /sum needs a number, not a text/,
  ],
  ["a sum of nothing", p.plan({ ...perUser, measures: [{ name: "a", label: "a", fn: "sum" }] }), "stages.0.measures.0", /needs an "of"/],
  [
    "the largest truth",
    p.plan({ ...perUser, measures: [p.measure("a", "max", p.field("is_flagged"))] }),
    "stages.0.measures.0.of",
    /an order/,
  ],
  [
    "a percentile without p",
    p.plan({ ...perUser, measures: [p.measure("a", "percentile", p.field("amount"))] }),
    "stages.0.measures.0.p",
    /0 to 1/,
  ],
  [
    "a p of 50",
    p.plan({ ...perUser, measures: [p.measure("a", "percentile", p.field("amount"), { p: 50 })] }),
    "stages.0.measures.0.p",
    /0 to 1/,
  ],
  [
    "a p of a sum",
    p.plan({ ...perUser, measures: [p.measure("a", "sum", p.field("amount"), { p: 0.5 })] }),
    "stages.0.measures.0.p",
    /has no p/,
  ],
  [
    "text against a number",
    withUsers({ where: p.eq(p.field("id"), p.text("1")) }),
    "stages.0.where",
    /an integer cannot be compared with a text/,
  ],
  [
    "a day against an instant",
    withUsers({ where: p.eq(p.field("created_at"), p.value("2026-10-31", "date")) }),
    "stages.0.where",
    /cannot be compared/,
  ],
  ["equal to null", withUsers({ where: p.eq(p.field("id"), p.value(null, "integer")) }), "stages.0.where", /nothing compares with null/],
  [
    "truths in order",
    withUsers({ where: p.compare(p.field("is_pep"), "gt", p.value(false, "boolean")) }),
    "stages.0.where",
    /has no order/,
  ],
  ["a literal of another type", withUsers({ where: p.eq(p.field("id"), p.integer(1.5)) }), "stages.0.where.right", /whole number/],
  ["not a number", withUsers({ where: p.eq(p.field("id"), p.number(Number.NaN)) }), "stages.0.where.right", /expected a number/],
  [
    "a day that is not",
    withUsers({ where: p.eq(p.field("created_at"), p.value("2026-02-30T00:00:00Z", "timestamp")) }),
    "stages.0.where.right",
    /an instant/,
  ],
  ["a text no database holds", withUsers({ where: p.eq(p.field("email"), p.text("a\0b")) }), "stages.0.where.right", /no database holds/],
  ["a list of nothing", withUsers({ where: { kind: "in", of: p.field("id"), values: [] } }), "stages.0.where.values", /at least one/],
  [
    "a list of another type",
    withUsers({ where: { kind: "in", of: p.field("id"), values: [p.text("x")] } }),
    "stages.0.where.values.0",
    /cannot be compared/,
  ],
  [
    "an unknown condition",
    withUsers({ where: { kind: "sql", text: "1=1" } as never }),
    "stages.0.where",
    /unknown kind of condition "sql"/,
  ],
  [
    "an unknown expression",
    withUsers({ columns: [p.as("a", { kind: "raw", sql: "1" } as never)] }),
    "stages.0.columns.0.expr",
    /unknown kind of expression/,
  ],
  ["an outer without an outside", withUsers({ columns: [p.as("a", p.outer("id"))] }), "stages.0.columns.0.expr", /no row outside/],
  [
    "a field after grouping",
    p.plan({ ...perUser, having: p.eq(p.field("user_id"), p.integer(1)) }),
    "stages.0.having.left",
    /only outputs/,
  ],
  [
    "an output before grouping",
    p.plan({ ...perUser, where: p.eq(p.output("n"), p.integer(1)) }),
    "stages.0.where.left",
    /outputs may be used in/,
  ],
  [
    "a derived one ahead of its time",
    p.plan({ ...perUser, derived: [p.as("a", p.output("b")), p.as("b", p.output("n"))] }),
    "stages.0.derived.0.expr",
    /unknown output "b"; before this are/,
  ],
  [
    "a scalar of many rows",
    after({ columns: [p.as("a", p.scalar("per_user", "total"))] }),
    "stages.1.columns.0.expr",
    /may have several rows/,
  ],
  ["an order by nothing known", withUsers({ order: [p.asc("name")] }), "stages.0.order.0.by", /unknown output "name"; there are id/],
  ["a limit without an order", withUsers({ limit: { n: 3 } }), "stages.0.limit", /needs an order/],
  ["a limit of 0", withUsers({ order: [p.asc("id")], limit: { n: 0 } }), "stages.0.limit.n", /expected 1 to/],
  ["a limit per nothing known", withUsers({ order: [p.asc("id")], limit: { n: 1, per: ["x"] } }), "stages.0.limit.per.0", /unknown output/],
  [
    "a rank without an order",
    p.plan({ ...perUser, windows: [{ name: "r", label: "r", fn: "rank" }] }),
    "stages.0.windows.0.orderBy",
    /needs an order/,
  ],
  ["a share of nothing", p.plan({ ...perUser, windows: [{ name: "r", label: "r", fn: "share" }] }), "stages.0.windows.0", /needs an "of"/],
  [
    "a window of a window",
    p.plan({
      ...perUser,
      windows: [
        { name: "r", label: "r", fn: "total", of: p.output("n") },
        { name: "q", label: "q", fn: "total", of: p.output("r") },
      ],
    }),
    "stages.0.windows.1.of",
    /unknown output "r"/,
  ],
  ["a join of nothing", after({ joins: [{ as: "b", stage: "none", kind: "left", on: [] }] }), "stages.1.joins.0.stage", /no stage "none"/],
  [
    "a join on nothing",
    after({ joins: [{ as: "b", stage: "per_user", kind: "left", on: [] }] }),
    "stages.1.joins.0.on",
    /at least one equality/,
  ],
  [
    "a join of unlike keys",
    after({ joins: [{ as: "b", stage: "per_user", kind: "left", on: [{ left: p.text("x"), right: "user_id" }] }] }),
    "stages.1.joins.0.on.0",
    /cannot be compared/,
  ],
  [
    "a full join on what may be null",
    after({ joins: [{ as: "b", stage: "per_user", kind: "full", on: [{ left: p.field("total"), right: "total" }] }] }),
    "stages.1.joins.0.on",
    /never null/,
  ],
  [
    "a time without an end",
    withUsers({ time: { field: p.field("created_at"), label: "ever", kind: "open" } }),
    "stages.0.time",
    /at least one end/,
  ],
  [
    "a time of a text",
    withUsers({ time: { field: p.field("email"), label: "x", kind: "open", to: { at: "2026-01-01T00:00:00Z", inclusive: true } } }),
    "stages.0.time.field",
    /a timestamp or a date/,
  ],
  [
    "the hour of a day",
    withUsers({ columns: [p.as("a", { kind: "part", part: "hourOfDay", of: p.bucket("day", p.field("created_at")) })] }),
    "stages.0.columns.0.expr.of",
    /expected a timestamp/,
  ],
  [
    "two types in a case",
    withUsers({
      columns: [p.as("a", p.choose(p.eq(p.field("id"), p.integer(1)), p.text("x"), p.integer(1)))],
    }),
    "stages.0.columns.0.expr",
    /in one column/,
  ],
  [
    "half a day's shift",
    withUsers({ columns: [p.as("a", { kind: "shift", of: p.field("created_at"), by: 0.5, unit: "days" })] }),
    "stages.0.columns.0.expr",
    /whole number/,
  ],
];

describe("checkPlan", () => {
  test.each(wrong)("%s", (_name, plan, path, reason) => {
    const issues = checkPlan(demoSchema, plan);
    expect(issues).toContainEqual({ path, reason: expect.stringMatching(reason) });
  });

  test("says one thing of one mistake", () => {
    expect(
      checkPlan(demoSchema, withUsers({ where: p.eq(p.arithmetic(p.field("nothing"), "+", p.integer(1)), p.text("x")) })),
    ).toHaveLength(1);
  });

  test("says every mistake", () => {
    const plan = withUsers({ where: p.eq(p.field("a"), p.field("b")), order: [p.asc("c")] });
    expect(checkPlan(demoSchema, plan).map(({ path }) => path)).toEqual([
      "stages.0.where.left",
      "stages.0.where.right",
      "stages.0.order.0.by",
    ]);
  });

  test("tells the columns of the answer and their types", () => {
    const result = checkedPlan(
      demoSchema,
      p.plan({ ...perUser, derived: [p.as("each", p.arithmetic(p.output("total"), "/", p.output("n")))], order: [p.desc("total")] }),
    );
    expect(result.ok && result.checked.columns.map(({ name, type }) => [name, type])).toEqual([
      ["user_id", "integer"],
      ["total", "number"],
      ["n", "integer"],
      ["each", "number"],
    ]);
  });
});
