import type { Condition, Expr, Measure } from "../../../shared/plan.ts";
import type { BuildSite, Built } from "./build-site.ts";
import { all, divided, minus, output, value } from "./expressions.ts";
import type { MeasureAsk, RowSet } from "./frame.ts";

/** A part over its whole: two figures of the same rows, the one with conditions, and the one divided by the other. */
export function shareMeasure(site: BuildSite, ask: MeasureAsk, name: string, extra: Condition | undefined): Built {
  const relations = relationsOf(site, ask);
  const where = ask.where ?? [];
  // A share of the total is a window over the groups.
  if (where.length === 0 && !relations) return { measures: [], derived: [], name: "share" };
  const meets = all([...where.map((cond) => site.make.condition(cond)), relations, extra]);
  const { of, unit } = sideFigure(site, ask);
  const part: Measure = { name: `${name}_part`, label: "of these", ...of, ...(meets ? { where: meets } : {}), unit };
  const whole: Measure = { name: `${name}_whole`, label: "of all", ...of, ...(extra ? { where: extra } : {}), unit };
  const expr = divided(orZero(part.name), output(whole.name));
  return { measures: [part, whole], derived: [{ name, label: ask.label, expr, unit: "percent" }], name };
}

/** The relations of a part as a condition, each an alternative of its own so that none of them joins to the whole. */
function relationsOf({ rows, roles, frame }: BuildSite, { relations = [] }: MeasureAsk): Condition | undefined {
  if (relations.length === 0) return undefined;
  const apart = relations.map((each, index) => ({ ...each, anyOf: each.anyOf ?? -1 - index }));
  return rows.part({ ...roles.emptyRows(frame.rows.entity), relations: apart }).where;
}

/** The figure of some rows and that of others, less or divided by each other. */
export function pairMeasure(site: BuildSite, ask: MeasureAsk, name: string, extra: Condition | undefined): Built {
  const { of, unit } = sideFigure(site, ask);
  const side = (rows: RowSet | undefined, suffix: string): Measure => {
    const meets = all([rows && conditionOf(site, rows), extra]);
    return { name: `${name}_${suffix}`, label: rows?.noun ?? suffix, ...of, unit, ...(meets ? { where: meets } : {}) };
  };
  const [left, right] = [side(ask.rows, "left"), side(ask.minus, "right")];
  const isRatio = ask.kind === "ratio";
  const expr = isRatio ? divided(output(left.name), output(right.name)) : minus(orZero(left.name), orZero(right.name));
  return { measures: [left, right], derived: [{ name, label: ask.label, expr, ...(unit === "usd" && !isRatio ? { unit } : {}) }], name };
}

/** What both sides are: the sum of the column when there is one, else the number of rows. */
function sideFigure({ make, frame }: BuildSite, { entity, column }: MeasureAsk): { of: Pick<Measure, "fn" | "of">; unit: "usd" | "count" } {
  if (column === undefined) return { of: { fn: "count" }, unit: "count" };
  return { of: { fn: "sum", of: make.column(entity ?? frame.rows.entity, column) }, unit: "usd" };
}

/** A figure that is 0 where there are no rows. */
export function orZero(name: string): Expr {
  return { kind: "coalesce", of: [output(name), value(0, "number")] };
}

/** Everything that a set of rows must meet, as one condition. */
function conditionOf(site: BuildSite, rows: RowSet): Condition | undefined {
  const part = site.rows.part({ ...rows, times: [] });
  return all([part.where, site.make.times(rows.times)]);
}

/** Rows that a figure alone is of, where its frame reads more. */
export function conditionsAlone(site: BuildSite, ask: MeasureAsk): (Condition | undefined)[] {
  if (!ask.rows || ask.kind === "difference" || ask.kind === "ratio" || ask.kind === "elapsed") return [];
  return [conditionOf(site, ask.rows)];
}
