import type { Measure, Output, Stage } from "../../../shared/plan.ts";
import { groupOutputs } from "./build-groups.ts";
import { aggregate, measureOf, measureUnit } from "./build-measures.ts";
import { groupOrder } from "./build-order.ts";
import { orZero } from "./build-pairs.ts";
import { type BuildSite, conditionsOf, joinsOf } from "./build-site.ts";
import { divided, field, value } from "./expressions.ts";
import type { Frame, Group, MeasureAsk } from "./frame.ts";

type Outer = NonNullable<Frame["outer"]>;

/** An aggregate over what each day or customer has: "average daily volume", "median number of trades per customer". */
export function addNested(site: BuildSite, outer: Outer): void {
  const [ask] = site.frame.measures;
  if (!ask) return;
  const groupBy = site.frame.groups.flatMap((group) => groupOutputs(site, group));
  const { stage, figure } = addEach(site, ask, groupBy, outer.per);
  const names = groupBy.map(({ name, label }) => ({ name, label, expr: field(name) }));
  const unit = measureUnit(site, ask);
  const base = { name: "figure", label: outerLabel(site, outer.fn, ask.label, outer.per), of: field(figure), ...(unit ? { unit } : {}) };
  const order = names.length > 0 ? { order: groupOrder(site, groupBy, "figure") } : {};
  site.rows.add({ from: { stage }, groupBy: names, ...outerFigure(outer, base), ...order }, "answer");
}

/** The figure of each day or customer. */
function addEach(site: BuildSite, ask: MeasureAsk, groupBy: readonly Output[], per: Group): { stage: string; figure: string } {
  const part = site.rows.part(site.frame.rows);
  const perOutputs = groupOutputs(site, per)
    .slice(0, 1)
    .map((each) => ({ ...each, name: `per_${each.name}` }));
  const { measures, derived, name } = measureOf(site, ask, 0);
  const stage = site.rows.add(
    {
      from: { entity: site.frame.rows.entity },
      ...joinsOf(part),
      ...conditionsOf(part),
      groupBy: [...groupBy, ...perOutputs],
      measures,
      derived,
    },
    "per_unit",
  );
  return { stage, figure: name };
}

/** Over a time of known length, days without rows count as well: the total is divided by their number. */
function outerFigure({ fn, divisor }: Outer, base: Omit<Measure, "fn">): Pick<Stage, "measures" | "derived"> {
  if (divisor === undefined) return { measures: [{ ...base, ...aggregate({ fn }) }] };
  const { name, label, unit } = base;
  const expr = divided(orZero("total"), value(divisor, "number"));
  return {
    measures: [{ ...base, name: "total", label: "total", fn: "sum" }],
    derived: [{ name, label, expr, ...(unit ? { unit } : {}) }],
  };
}

function outerLabel(site: BuildSite, fn: string, label: string, per: Group): string {
  const unit = per.kind === "grain" ? per.grain : per.kind === "entity" ? site.roles.entity(per.entity).label.one : "group";
  return `${fn === "avg" ? "average" : fn} ${label} per ${unit}`;
}
