import type { Measure, Order, Output } from "../../../shared/plan.ts";
import { type BuildSite, conditionsOf, joinsOf } from "./build-site.ts";
import { divided, field, output } from "./expressions.ts";
import type { MeasureAsk } from "./frame.ts";

export function addTopShare(site: BuildSite, ask: MeasureAsk, top: NonNullable<MeasureAsk["top"]>): void {
  const { rows } = site.frame;
  const part = site.rows.part(rows);
  const per: Output = { name: "owner", label: "owner", expr: site.make.column(top.per, site.roles.entity(top.per).key) };
  const of = ask.column === undefined ? undefined : site.make.column(ask.entity ?? rows.entity, ask.column);
  const figure: Measure = { name: "figure", label: "figure", ...(of ? { fn: "sum", of } : { fn: "count" }) };
  const each = site.rows.add(
    { from: { entity: rows.entity }, ...joinsOf(part), ...conditionsOf(part), groupBy: [per], measures: [figure] },
    "each",
  );
  const order: Order[] = [
    { by: "figure", direction: "desc" },
    { by: "owner", direction: "asc" },
  ];
  const best = site.rows.add(
    {
      from: { stage: each },
      columns: [
        { name: "owner", label: "owner", expr: field("owner") },
        { name: "figure", label: "figure", expr: field("figure") },
      ],
      order,
      limit: { n: top.n },
    },
    "largest",
  );
  const total = site.rows.add(
    { from: { stage: each }, measures: [{ name: "total", label: "total", fn: "sum", of: field("figure") }] },
    "total",
  );
  site.rows.add(
    {
      from: { stage: best },
      measures: [{ name: "part", label: `of the ${top.n} largest`, fn: "sum", of: field("figure"), unit: "usd" }],
      derived: [
        {
          name: "share",
          label: ask.label,
          expr: divided(output("part"), { kind: "scalar", stage: total, column: "total" }),
          unit: "percent",
        },
      ],
    },
    "answer",
  );
}
