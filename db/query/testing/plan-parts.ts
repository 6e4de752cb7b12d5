import type { CompareOp, Condition, Expr, Literal, Measure, Order, Output, Plan, PlanType, Stage } from "../../../shared/plan.ts";

/** Short ways to write plans in tests. */
export const field = (...path: string[]): Expr => ({ kind: "field", path });
export const output = (name: string): Expr => ({ kind: "output", name });
export const joined = (join: string, column: string): Expr => ({ kind: "joined", join, column });
export const outer = (...path: string[]): Expr => ({ kind: "outer", path });
export const scalar = (stage: string, column: string): Expr => ({ kind: "scalar", stage, column });

type Value = Extract<Expr, { kind: "value" }>;
export const value = (literal: Literal, type: PlanType): Value => ({ kind: "value", value: literal, type });
export const text = (literal: string) => value(literal, "text");
export const integer = (literal: number) => value(literal, "integer");
export const number = (literal: number) => value(literal, "number");

export const compare = (left: Expr, op: CompareOp, right: Expr): Condition => ({ kind: "compare", op, left, right });
export const eq = (left: Expr, right: Expr) => compare(left, "eq", right);
export const and = (...of: Condition[]): Condition => ({ kind: "and", of });
export const not = (of: Condition): Condition => ({ kind: "not", of });
export const arithmetic = (left: Expr, op: "+" | "-" | "*" | "/", right: Expr): Expr => ({ kind: "arithmetic", op, left, right });
export const bucket = (unit: Extract<Expr, { kind: "bucket" }>["unit"], of: Expr): Expr => ({ kind: "bucket", unit, of });
export const elapsed = (unit: Extract<Expr, { kind: "elapsed" }>["unit"], start: Expr, end: Expr): Expr => ({
  kind: "elapsed",
  unit,
  start,
  end,
});

/** A case of one branch. */
export const choose = (condition: Condition, yes: Expr, otherwise: Expr): Expr => ({
  kind: "case",
  // biome-ignore lint/suspicious/noThenProperty: the plan's name for it; nobody awaits a plan
  when: [{ if: condition, then: yes }],
  else: otherwise,
});

export const as = (name: string, expr: Expr): Output => ({ name, label: name, expr });
export const count = (name: string, where?: Condition): Measure => ({ name, label: name, fn: "count", ...(where && { where }) });
export const measure = (name: string, fn: Measure["fn"], of: Expr, more: Pick<Measure, "where" | "p"> = {}): Measure => ({
  name,
  label: name,
  fn,
  of,
  ...more,
});
export const asc = (by: string): Order => ({ by, direction: "asc" });
export const desc = (by: string): Order => ({ by, direction: "desc" });
export const plan = (...stages: Stage[]): Plan => ({ stages });
