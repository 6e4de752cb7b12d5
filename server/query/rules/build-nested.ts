import { groupOutputs } from "./build-groups.ts";
import { measureOf, measureUnit } from "./build-measures.ts";
import { groupOrder } from "./build-order.ts";
import { type BuildSite, conditionsOf, joinsOf } from "./build-site.ts";
import { divided, field, output, value } from "./expressions.ts";
import type { Frame, Group } from "./frame.ts";

export function addNested(site: BuildSite, { fn, per, divisor }: NonNullable<Frame["outer"]>): void {
  const { rows, measures, groups } = site.frame;
  const [ask] = measures;
  if (!ask) return;
  const part = site.rows.part(rows);
  const groupBy = groups.flatMap((group) => groupOutputs(site, group));
  const perOutputs = groupOutputs(site, per)
    .slice(0, 1)
    .map((each) => ({ ...each, name: `per_${each.name}` }));
  const built = measureOf(site, ask, 0);
  const inner = site.rows.add(
    {
      from: { entity: rows.entity },
      ...joinsOf(part),
      ...conditionsOf(part),
      groupBy: [...groupBy, ...perOutputs],
      measures: built.measures,
      derived: built.derived,
    },
    "per_unit",
  );
  const names = groupBy.map(({ name, label }) => ({ name, label, expr: field(name) }));
  const unit = measureUnit(site, ask);
  const base = { name: "figure", label: outerLabel(site, fn, ask.label, per), of: field(built.name), ...(unit ? { unit } : {}) };
  const order = names.length > 0 ? { order: groupOrder(site, groupBy, "figure") } : {};
  if (divisor !== undefined) {
    site.rows.add(
      {
        from: { stage: inner },
        groupBy: names,
        measures: [{ ...base, name: "total", label: "total", fn: "sum" }],
        derived: [
          {
            name: "figure",
            label: base.label,
            expr: divided({ kind: "coalesce", of: [output("total"), value(0, "number")] }, value(divisor, "number")),
            ...(unit ? { unit } : {}),
          },
        ],
        ...order,
      },
      "answer",
    );
    return;
  }
  site.rows.add(
    {
      from: { stage: inner },
      groupBy: names,
      measures: [{ ...base, ...(fn === "median" ? ({ fn: "percentile", p: 0.5 } as const) : ({ fn } as const)) }],
      ...order,
    },
    "answer",
  );
}

function outerLabel(site: BuildSite, fn: string, label: string, per: Group): string {
  const unit = per.kind === "grain" ? per.grain : per.kind === "entity" ? site.roles.entity(per.entity).label.one : "group";
  return `${fn === "avg" ? "average" : fn} ${label} per ${unit}`;
}
