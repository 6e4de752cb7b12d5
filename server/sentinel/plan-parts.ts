import type { CompareOp, Condition, Expr, Literal, Measure, Output, PlanType } from "../../shared/plan.ts";
import { toIso } from "../../shared/time.ts";

/** Short ways to say the parts of a plan. */

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export function field(path: string): Expr {
  return { kind: "field", path: path.split(".") };
}

function typeOf(value: Literal): PlanType {
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return "text";
}

export function literal(value: Literal): Extract<Expr, { kind: "value" }> {
  return { kind: "value", value, type: typeOf(value) };
}

/** Epoch ms. */
export function instant(at: number): Expr {
  return { kind: "value", value: toIso(at), type: "timestamp" };
}

export function compare(left: Expr | string, op: CompareOp, right: Expr | Literal): Condition {
  const leftExpr = typeof left === "string" ? field(left) : left;
  const rightExpr = typeof right === "object" && right !== null ? right : literal(right);
  return { kind: "compare", op, left: leftExpr, right: rightExpr };
}

export function is(path: string, value: Literal): Condition {
  return compare(path, "eq", value);
}

export function oneOf(path: string, values: readonly (string | number)[]): Condition {
  return { kind: "in", of: field(path), values: values.map(literal) };
}

export function isNull(path: string): Condition {
  return { kind: "null", of: field(path) };
}

export function not(of: Condition): Condition {
  return { kind: "not", of };
}

export function all(...of: readonly (Condition | undefined)[]): Condition {
  const given = of.filter((condition) => condition !== undefined);
  const [only] = given;
  return only && given.length === 1 ? only : { kind: "and", of: given };
}

export function any(...of: readonly Condition[]): Condition {
  return { kind: "or", of };
}

/** (from, to] of a timestamp; epoch ms. */
export function within(path: string, from: number, to: number): Condition {
  return all(compare(path, "gt", instant(from)), compare(path, "lte", instant(to)));
}

/** An output with its own name for people. */
export function output(name: string, expr: Expr | string, label = name.replaceAll("_", " ")): Output {
  return { name, label, expr: typeof expr === "string" ? field(expr) : expr };
}

export function count(name: string, where?: Condition): Measure {
  return { name, label: name.replaceAll("_", " "), fn: "count", ...(where && { where }) };
}

export function measure(name: string, fn: Exclude<Measure["fn"], "count">, of: Expr | string, where?: Condition): Measure {
  const label = name.replaceAll("_", " ");
  return { name, label, fn, of: typeof of === "string" ? field(of) : of, ...(where && { where }) };
}

/** How many whole spans a timestamp lies before a moment (epoch ms): 0 for the window that ends there. */
export function spansBefore(path: string, asOf: number, seconds: number): Expr {
  return { kind: "wholeSpans", seconds, start: field(path), end: instant(asOf) };
}

/** One value where a condition holds, and another one otherwise. */
export function choose(condition: Condition, yes: Expr, otherwise: Expr): Expr {
  // biome-ignore lint/suspicious/noThenProperty: the plan's name for it; nobody awaits a plan
  return { kind: "case", when: [{ if: condition, then: yes }], else: otherwise };
}
