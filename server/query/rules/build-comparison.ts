import type { Condition, Expr, Measure, Order, Output, Stage } from "../../../shared/plan.ts";
import { groupOutputs } from "./build-groups.ts";
import { measureOf, measureUnit } from "./build-measures.ts";
import { byName, groupOrder } from "./build-order.ts";
import { orZero } from "./build-pairs.ts";
import type { RowsPart } from "./build-relations.ts";
import { type BuildSite, type Built, conditionsOf, joinsOf } from "./build-site.ts";
import { all, any, divided, minus, output, value } from "./expressions.ts";
import type { Comparison, MeasureAsk } from "./frame.ts";

/** The figure in two times side by side, with its difference and relative change. */
export function addComparison(site: BuildSite): void {
  const { compare, measures, groups } = site.frame;
  const [ask] = measures;
  if (!compare || !ask) return;
  const sides = [compare.before, compare.after].map((time) => site.make.within(time, site.make.time()));
  const part = withEither(site, sides);
  const groupBy = groups.flatMap((group) => groupOutputs(site, group));
  const before = sideOf(site, ask, "before", sides[0], compare.before.label);
  const after = sideOf(site, ask, "after", sides[1], compare.after.label);
  const exprs = sideExprs(ask, before.name, after.name);
  const counts = compare.both ? sides.map(rowCount) : [];
  const having = comparisonHaving(compare, exprs, counts);
  site.rows.add(
    {
      from: { entity: site.frame.rows.entity },
      ...joinsOf(part),
      ...conditionsOf(part),
      groupBy,
      measures: [...before.measures, ...after.measures, ...counts],
      derived: [...before.derived, ...after.derived, ...changes(site, ask, exprs)],
      ...(having ? { having } : {}),
      ...comparisonOrder(site, groupBy, after.name),
    },
    "answer",
  );
}

/** Rows of either time. */
function withEither({ rows, frame }: BuildSite, sides: readonly (Condition | undefined)[]): RowsPart {
  const part = rows.part(frame.rows);
  const where = all([part.where, any(sides.filter((side) => side !== undefined))]);
  return { ...part, ...(where ? { where } : {}) };
}

/** What was added up is 0 where there were no rows; an average of none is unknown. */
function sideExprs({ kind }: MeasureAsk, before: string, after: string): { before: Expr; after: Expr } {
  const additive = kind === "sum" || kind === "count" || kind === "distinct" || kind === "difference";
  const of = (name: string) => (additive ? orZero(name) : output(name));
  return { before: of(before), after: of(after) };
}

function changes(site: BuildSite, ask: MeasureAsk, { before, after }: { before: Expr; after: Expr }): Output[] {
  const unit = measureUnit(site, ask);
  return [
    { name: "difference", label: "difference", expr: minus(after, before), ...(unit ? { unit } : {}) },
    { name: "change", label: "relative change", expr: minus(divided(after, before), value(1, "number")), unit: "percent" },
  ];
}

function rowCount(side: Condition | undefined, index: number): Measure {
  return { name: `rows_${index + 1}`, label: "rows", fn: "count", ...(side ? { where: side } : {}) };
}

/** Only the groups where it rose or fell, and that have rows in both times where both were asked for. */
function comparisonHaving(
  { mode }: Comparison,
  { before, after }: { before: Expr; after: Expr },
  counts: readonly Measure[],
): Condition | undefined {
  return all([
    mode === "rose" ? { kind: "compare", op: "gt", left: after, right: before } : undefined,
    mode === "fell" ? { kind: "compare", op: "lt", left: after, right: before } : undefined,
    ...counts.map(({ name }): Condition => ({ kind: "compare", op: "gt", left: output(name), right: value(0, "integer") })),
  ]);
}

function comparisonOrder(site: BuildSite, groupBy: readonly Output[], figure: string): Pick<Stage, "order" | "limit"> {
  const { rank, compare } = site.frame;
  const by = compare?.mode === "percent" ? "change" : "difference";
  const order: Order[] = rank ? [{ by, direction: rank.direction }, ...byName(site, groupBy)] : groupOrder(site, groupBy, figure);
  return { ...(groupBy.length > 0 ? { order } : {}), ...(rank ? { limit: { n: rank.n } } : {}) };
}

/** The figure of one of the times; its outputs are named after it. */
function sideOf(site: BuildSite, ask: MeasureAsk, suffix: "before" | "after", time: Condition | undefined, label: string): Built {
  const built = measureOf(site, ask, 0, time);
  const renamed = (name: string) => `${name}_${suffix}`;
  return {
    measures: built.measures.map((measure) => ({ ...measure, name: renamed(measure.name), label })),
    derived: built.derived.map((each) => ({ ...each, name: renamed(each.name), label, expr: renameOutputs(each.expr, renamed) })),
    name: renamed(built.name),
  };
}

function renameOutputs(expr: Expr, renamed: (name: string) => string): Expr {
  if (expr.kind === "output") return output(renamed(expr.name));
  if (expr.kind === "arithmetic") return { ...expr, left: renameOutputs(expr.left, renamed), right: renameOutputs(expr.right, renamed) };
  if (expr.kind === "coalesce") return { ...expr, of: expr.of.map((each) => renameOutputs(each, renamed)) };
  return expr;
}
