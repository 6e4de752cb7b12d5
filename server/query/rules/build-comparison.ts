import type { Condition, Expr, Measure, Order, Output } from "../../../shared/plan.ts";
import { groupOutputs } from "./build-groups.ts";
import { measureOf, measureUnit } from "./build-measures.ts";
import { byName, groupOrder } from "./build-order.ts";
import { type BuildSite, type Built, joinsOf } from "./build-site.ts";
import { all, any, divided, minus, output, value } from "./expressions.ts";
import type { MeasureAsk } from "./frame.ts";

export function addComparison(site: BuildSite): void {
  const { compare, rows, measures, groups, rank } = site.frame;
  if (!compare) return;
  const [ask] = measures;
  if (!ask) return;
  const sides = [compare.before, compare.after].map((time) => site.make.within(time, site.make.time()));
  const part = site.rows.part(rows);
  const either = any(sides.filter((side): side is Condition => side !== undefined));
  const where = all([part.where, either]);
  const groupBy = groups.flatMap((group) => groupOutputs(site, group));
  const built = sides.map((side, index) => sideOf(site, ask, index, side, index === 0 ? compare.before.label : compare.after.label));
  const [before, after] = built.map(({ name }) => name) as [string, string];
  const additive = ask.kind === "sum" || ask.kind === "count" || ask.kind === "distinct" || ask.kind === "difference";
  const zero = (name: string): Expr => (additive ? { kind: "coalesce", of: [output(name), value(0, "number")] } : output(name));
  const difference: Output = {
    name: "difference",
    label: "difference",
    expr: minus(zero(after), zero(before)),
    ...(measureUnit(site, ask) ? { unit: measureUnit(site, ask) ?? "count" } : {}),
  };
  const change: Output = {
    name: "change",
    label: "relative change",
    expr: minus(divided(zero(after), zero(before)), value(1, "number")),
    unit: "percent",
  };
  const counts: Measure[] = compare.both
    ? sides.map((side, index) => ({ name: `rows_${index + 1}`, label: "rows", fn: "count", ...(side ? { where: side } : {}) }))
    : [];
  const having = all([
    compare.mode === "rose" ? { kind: "compare", op: "gt", left: zero(after), right: zero(before) } : undefined,
    compare.mode === "fell" ? { kind: "compare", op: "lt", left: zero(after), right: zero(before) } : undefined,
    ...counts.map(({ name }): Condition => ({ kind: "compare", op: "gt", left: output(name), right: value(0, "integer") })),
  ]);
  const by = compare.mode === "percent" && rank ? "change" : "difference";
  const order: Order[] = rank ? [{ by, direction: rank.direction }, ...byName(site, groupBy)] : groupOrder(site, groupBy, after);
  site.rows.add(
    {
      from: { entity: rows.entity },
      ...joinsOf(part),
      ...(where ? { where } : {}),
      ...(part.time ? { time: part.time } : {}),
      groupBy,
      measures: [...built.flatMap(({ measures: each }) => each), ...counts],
      derived: [...built.flatMap(({ derived }) => derived), difference, change],
      ...(having ? { having } : {}),
      ...(groupBy.length > 0 ? { order } : {}),
      ...(rank ? { limit: { n: rank.n } } : {}),
    },
    "answer",
  );
}

function sideOf(site: BuildSite, ask: MeasureAsk, index: number, time: Condition | undefined, label: string): Built {
  const built = measureOf(site, ask, 0, time);
  const suffix = index === 0 ? "before" : "after";
  const renamed = (name: string) => `${name}_${suffix}`;
  const again = (expr: Expr): Expr => renameOutputs(expr, renamed);
  return {
    measures: built.measures.map((measure) => ({ ...measure, name: renamed(measure.name), label })),
    derived: built.derived.map((each) => ({ ...each, name: renamed(each.name), label, expr: again(each.expr) })),
    name: renamed(built.name),
  };
}

function renameOutputs(expr: Expr, renamed: (name: string) => string): Expr {
  if (expr.kind === "output") return output(renamed(expr.name));
  if (expr.kind === "arithmetic") return { ...expr, left: renameOutputs(expr.left, renamed), right: renameOutputs(expr.right, renamed) };
  if (expr.kind === "coalesce") return { ...expr, of: expr.of.map((each) => renameOutputs(each, renamed)) };
  return expr;
}
