import type { Expr, Plan, Stage, TimeRange } from "../../../shared/plan.ts";
import type { Planner, PlanOutcome, PlanRequest } from "../ports.ts";

/** The wall clock of the tests: after all of the data. */
export const NOW = Date.parse("2026-11-05T09:00:00.000Z");

export const field = (...path: string[]): Expr => ({ kind: "field", path });
export const text = (value: string) => ({ kind: "value", value, type: "text" }) as const;

const instant = (at: string, inclusive: boolean) => ({ at, inclusive });

/** A calendar month of 2026, with the one before it. */
export function month(number: number, label: string, previous: string): TimeRange {
  const first = (month: number) => `2026-${String(month).padStart(2, "0")}-01T00:00:00.000Z`;
  return {
    field: field("created_at"),
    kind: "whole",
    from: instant(first(number), true),
    to: instant(first(number + 1), false),
    label,
    previous: { from: instant(first(number - 1), true), to: instant(first(number), false), label: previous },
  };
}

const ofType = (type: string): Pick<Stage, "id" | "from" | "where"> => ({
  id: "answer",
  from: { entity: "transactions" },
  where: { kind: "compare", op: "eq", left: field("type"), right: text(type) },
});

const volume = { name: "volume", label: "Volume", fn: "sum", of: field("amount_usd"), unit: "usd" } as const;

/** Plans over the broker's data, by a name that stands for a question. */
export const PLANS = {
  count: { stages: [{ ...ofType("deposit"), groupBy: [], measures: [{ name: "n", label: "Deposits", fn: "count" }] }] },
  october: {
    stages: [{ ...ofType("deposit"), time: month(10, "October 2026", "September 2026"), groupBy: [], measures: [volume] }],
  },
  countries: {
    stages: [
      {
        ...ofType("deposit"),
        groupBy: [{ name: "country", label: "Country", expr: field("transaction_customer", "country") }],
        measures: [volume],
        order: [
          { by: "volume", direction: "desc" },
          { by: "country", direction: "asc" },
        ],
      },
    ],
  },
  days: {
    stages: [
      {
        ...ofType("withdrawal"),
        groupBy: [{ name: "day", label: "Day", expr: { kind: "bucket", unit: "day", of: field("created_at") } }],
        measures: [volume],
        order: [{ by: "day", direction: "asc" }],
      },
    ],
  },
  nothing: {
    stages: [
      {
        ...ofType("withdrawal"),
        time: month(9, "September 2026", "August 2026"),
        groupBy: [],
        measures: [{ name: "n", label: "Withdrawals", fn: "count" }],
      },
    ],
  },
  people: {
    stages: [
      {
        id: "answer",
        from: { entity: "users" },
        columns: ["id", "full_name", "email", "is_pep", "created_at"].map((name) => ({ name, label: name, expr: field(name) })),
        order: [{ by: "id", direction: "asc" }],
      },
    ],
  },
  /** Every deposit beside every other: more than a statement has time for. */
  heavy: {
    stages: [
      { ...ofType("deposit"), id: "a", columns: [{ name: "k", label: "K", expr: { kind: "value", value: 1, type: "integer" } }] },
      {
        id: "b",
        from: { stage: "a" },
        joins: [{ as: "other", stage: "a", kind: "inner", on: [{ left: field("k"), right: "k" }] }],
        columns: [{ name: "k", label: "K", expr: field("k") }],
      },
      {
        id: "c",
        from: { stage: "b" },
        joins: [{ as: "other", stage: "b", kind: "inner", on: [{ left: field("k"), right: "k" }] }],
        groupBy: [],
        measures: [{ name: "n", label: "N", fn: "count" }],
      },
    ],
  },
  unknown: { stages: [{ ...ofType("deposit"), columns: [{ name: "x", label: "X", expr: field("password") }] }] },
} as const satisfies Record<string, Plan>;

export type PlanName = keyof typeof PLANS;

const CLARIFICATION = {
  kind: "clarification" as const,
  reason: "measure",
  prompt: "Which measure do you mean?",
  options: [
    { label: "How many", question: "How many deposits?" },
    { label: "How much", question: "What is the deposit volume?" },
  ],
} satisfies PlanOutcome;

const READ_ONLY: PlanOutcome = { kind: "unsupported", reason: "read_only", detail: "Nothing can be changed here.", suggestions: [] };

/** A question that is the name of a plan gets that plan; `drop` is read-only, `strange` has words that are not known, others are unclear. */
export function outcomeOf(question: string): PlanOutcome {
  const plan: Plan | undefined = Object.hasOwn(PLANS, question) ? PLANS[question as PlanName] : undefined;
  if (plan) return { kind: "plan", plan, interpretation: `The plan ${question}.`, readings: [], memory: { named: question } };
  if (question === "drop") return READ_ONLY;
  return question.startsWith("strange") ? { ...CLARIFICATION, unused: ["strange"] } : CLARIFICATION;
}

export interface ScriptedPlanner extends Planner {
  readonly requests: PlanRequest[];
}

/** In the place of the rules. */
export function scriptedPlanner(): ScriptedPlanner {
  const requests: PlanRequest[] = [];
  return {
    requests,
    plan(request) {
      requests.push(request);
      return outcomeOf(request.question);
    },
  };
}
