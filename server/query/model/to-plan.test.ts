import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { checkedPlan } from "../../../db/query/check.ts";
import { planSchemaOf } from "../../../db/query/schema.ts";
import type { Plan } from "../../../shared/plan.ts";
import { CATALOG } from "../testing/broker.ts";
import { flatStage, proposal } from "../testing/proposals.ts";
import { planOf, readProposal } from "./to-plan.ts";

const field = (...path: string[]) => ({ kind: "field", path }) as const;
const filter = { ref: null, values: [], stage: null, on: [] };

describe("planOf", () => {
  it("makes a plan of every part of the flat form", () => {
    const perUser = flatStage({
      id: "per_user",
      filters: [
        [{ ...filter, left: "type", op: "in", values: ["deposit", "trade"] }],
        [
          { ...filter, left: "amount_usd", op: "gt", values: [100] },
          { ...filter, left: "is_flagged", op: "eq", values: [true] },
        ],
      ],
      time: {
        field: "created_at",
        from: "2026-10-01T00:00:00.000Z",
        fromInclusive: true,
        to: null,
        toInclusive: false,
        label: "since October",
        kind: "open",
      },
      groupBy: [{ name: "user_id", label: "User", of: "user_id", bands: null, unit: null }],
      measures: [{ name: "volume", label: "Volume", fn: "sum", of: "amount_usd", p: 0.5, filters: [], unit: "usd" }],
    });
    const answer = flatStage({
      entity: "users",
      filters: [
        [{ ...filter, left: "full_name", op: "starts", values: ["A"] }],
        [{ ...filter, left: "", op: "not_exists", stage: "per_user", on: [{ left: "id", right: "user_id" }] }],
      ],
      joins: [{ as: "v", stage: "per_user", kind: "left", on: [{ left: "id", right: "user_id" }] }],
      columns: [
        { name: "id", label: "Id", of: "id", bands: null, unit: null },
        {
          name: "size",
          label: "Size",
          of: "v.volume",
          bands: [
            { below: 1000, label: "small" },
            { below: null, label: "large" },
          ],
          unit: null,
        },
      ],
      measures: [],
      derived: [{ name: "double", label: "Double", left: "id", op: "*", right: "2", unit: null }],
      having: [[{ ...filter, left: "double", op: "gte", values: [4] }]],
      windows: [
        {
          name: "place",
          label: "Place",
          fn: "rank",
          of: null,
          partitionBy: [],
          orderBy: [{ by: "double", direction: "desc" }],
          size: null,
          unit: null,
        },
      ],
      order: [{ by: "id", direction: "asc" }],
      limit: { n: 5, per: ["size"] },
    });
    const plan = planOf([perUser, answer]);
    expect(plan).toEqual<Plan>({
      stages: [
        {
          id: "per_user",
          from: { entity: "transactions" },
          where: {
            kind: "and",
            of: [
              {
                kind: "in",
                of: field("type"),
                values: [
                  { kind: "value", value: "deposit", type: "text" },
                  { kind: "value", value: "trade", type: "text" },
                ],
              },
              {
                kind: "or",
                of: [
                  { kind: "compare", op: "gt", left: field("amount_usd"), right: { kind: "value", value: 100, type: "integer" } },
                  { kind: "compare", op: "eq", left: field("is_flagged"), right: { kind: "value", value: true, type: "boolean" } },
                ],
              },
            ],
          },
          time: {
            field: field("created_at"),
            from: { at: "2026-10-01T00:00:00.000Z", inclusive: true },
            label: "since October",
            kind: "open",
          },
          groupBy: [{ name: "user_id", label: "User", expr: field("user_id") }],
          measures: [{ name: "volume", label: "Volume", fn: "sum", of: field("amount_usd"), unit: "usd" }],
        },
        {
          id: "answer",
          from: { entity: "users" },
          joins: [{ as: "v", stage: "per_user", kind: "left", on: [{ left: field("id"), right: "user_id" }] }],
          where: {
            kind: "and",
            of: [
              { kind: "text", mode: "starts", of: field("full_name"), text: "A" },
              { kind: "not", of: { kind: "exists", stage: "per_user", on: [{ left: field("id"), right: "user_id" }] } },
            ],
          },
          columns: [
            { name: "id", label: "Id", expr: field("id") },
            {
              name: "size",
              label: "Size",
              expr: {
                kind: "case",
                when: [
                  {
                    if: {
                      kind: "compare",
                      op: "lt",
                      left: { kind: "joined", join: "v", column: "volume" },
                      right: { kind: "value", value: 1000, type: "integer" },
                    },
                    // biome-ignore lint/suspicious/noThenProperty: a branch of the plan's case is called so, and nobody awaits it
                    then: { kind: "value", value: "small", type: "text" },
                  },
                ],
                else: { kind: "value", value: "large", type: "text" },
              },
            },
          ],
          derived: [
            {
              name: "double",
              label: "Double",
              expr: {
                kind: "arithmetic",
                op: "*",
                left: { kind: "output", name: "id" },
                right: { kind: "value", value: 2, type: "integer" },
              },
            },
          ],
          having: {
            kind: "compare",
            op: "gte",
            left: { kind: "output", name: "double" },
            right: { kind: "value", value: 4, type: "integer" },
          },
          windows: [{ name: "place", label: "Place", fn: "rank", orderBy: [{ by: "double", direction: "desc" }] }],
          order: [{ by: "id", direction: "asc" }],
          limit: { n: 5, per: ["size"] },
        },
      ],
    });
    expect(checkedPlan(planSchemaOf(CATALOG), plan)).toMatchObject({ ok: true });
  });

  test.each([
    ["month(created_at)", { kind: "bucket", unit: "month", of: field("created_at") }],
    ["weekday(created_at)", { kind: "part", part: "weekday", of: field("created_at") }],
    ["hours(created_at, processed_at)", { kind: "elapsed", unit: "hours", start: field("created_at"), end: field("processed_at") }],
    ["absolute(hours(a, b))", { kind: "absolute", of: { kind: "elapsed", unit: "hours", start: field("a"), end: field("b") } }],
    ["transaction_customer.country", field("transaction_customer", "country")],
    ["scalar(totals.n)", { kind: "scalar", stage: "totals", column: "n" }],
    ["-12.5", { kind: "value", value: -12.5, type: "number" }],
    ["'2026-10-01T00:00:00Z'", { kind: "value", value: "2026-10-01T00:00:00Z", type: "timestamp" }],
    ["'2026-10-01'", { kind: "value", value: "2026-10-01", type: "date" }],
    ["drop(users)", field("drop(users)")],
  ])("reads %s", (of, expr) => {
    const [stage] = planOf([flatStage({ groupBy: [{ name: "x", label: "X", of, bands: null, unit: null }] })]).stages;
    expect(stage?.groupBy?.[0]?.expr).toEqual(expr);
  });
});

describe("readProposal", () => {
  const broken: [string, unknown, string][] = [
    ["no object", 5, ""],
    ["a key that is missing", { ...proposal(), options: undefined }, "options"],
    ["a key too many", { ...proposal(), sql: "SELECT 1" }, "sql"],
    ["a wrong word", proposal({ kind: "answer" as never }), "kind"],
    ["no stages", proposal({ stages: [] }), "stages"],
    ["a stage that reads two things", proposal({ stages: [flatStage({ stage: "other" })] }), "stages.0"],
    ["a stage that reads nothing", proposal({ stages: [flatStage({ entity: null })] }), "stages.0"],
    [
      "a wrong operator",
      proposal({ stages: [flatStage({ filters: [[{ ...filter, left: "a", op: "like" as never }]] })] }),
      "stages.0.filters.0.0.op",
    ],
  ];
  test.each(broken)("says what is wrong with %s", (_what, json, path) => {
    const result = readProposal(json);
    expect(result.ok ? [] : result.issues.map((issue) => issue.path)).toContain(path);
  });

  it("makes a proposal or issues of any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const result = readProposal(json);
        expect(result.ok || result.issues.length > 0).toBe(true);
      }),
    );
  });

  it("makes a plan, good or bad, of any proposal, and the checker says which", () => {
    const anyText = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom("created_at", "user_id", "hours(a,b)", "hours(", "scalar(x)", "a.b.c", "__proto__", "'"),
    );
    const schema = planSchemaOf(CATALOG);
    fc.assert(
      fc.property(anyText, anyText, anyText, fc.integer(), (left, ref, name, n) => {
        const stage = flatStage({
          id: name,
          filters: [[{ ...filter, left, op: "eq", ref }]],
          groupBy: [{ name, label: name, of: ref, bands: [{ below: n, label: left }], unit: null }],
          derived: [{ name: left, label: left, left: ref, op: "/", right: name, unit: null }],
          order: [{ by: left, direction: "asc" }],
          limit: { n, per: [ref] },
        });
        const result = checkedPlan(schema, planOf([stage]));
        expect(result.ok || result.issues.length > 0).toBe(true);
      }),
    );
  });
});
