import type { Condition, Expr, Output } from "../../../shared/plan.ts";
import { value } from "./expressions.ts";

/** The stretch that a number falls into: where it begins, which sorts the stretches, and its name. */
export function binOutputs(of: Expr, bounds: readonly number[]): Output[] {
  const starts = [0, ...bounds].map((start) => value(start, "number"));
  const labels = [0, ...bounds].map((_, index) => value(binLabel(bounds, index), "text"));
  return [
    { name: "band_from", label: "from", expr: pick(of, bounds, starts) },
    { name: "band", label: "band", expr: pick(of, bounds, labels) },
  ];
}

function binLabel(bounds: readonly number[], index: number): string {
  const text = (n: number | undefined) => (n ?? 0).toLocaleString("en");
  if (index === 0) return `under ${text(bounds[0])}`;
  return index === bounds.length ? `over ${text(bounds.at(-1))}` : `${text(bounds[index - 1])} to ${text(bounds[index])}`;
}

function pick(of: Expr, bounds: readonly number[], results: readonly Expr[]): Expr {
  return {
    kind: "case",
    // biome-ignore lint/suspicious/noThenProperty: the plan's name for it; nobody awaits a plan
    when: bounds.map((bound, index) => ({ if: isBelow(of, bound, index), then: results[index] ?? value(null, "text") })),
    else: results.at(-1) ?? value(null, "text"),
  };
}

/** The first bound is not part of what is below it; each later one is. */
function isBelow(of: Expr, bound: number, index: number): Condition {
  return { kind: "compare", op: index === 0 ? "lt" : "lte", left: of, right: value(bound, "number") };
}
