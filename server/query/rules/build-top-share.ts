import type { Measure, Order, Output } from "../../../shared/plan.ts";
import { type BuildSite, conditionsOf, joinsOf } from "./build-site.ts";
import { divided, field, output } from "./expressions.ts";
import type { MeasureAsk } from "./frame.ts";

type Top = NonNullable<MeasureAsk["top"]>;

/** "share of the ten largest": their sum over that of all. */
export function addTopShare(site: BuildSite, ask: MeasureAsk, top: Top): void {
  const each = addEach(site, ask, top);
  const best = addLargest(site, each, top);
  const sum = { fn: "sum", of: field("figure") } as const;
  const total = site.rows.add({ from: { stage: each }, measures: [{ name: "total", label: "total", ...sum }] }, "total");
  const expr = divided(output("part"), { kind: "scalar", stage: total, column: "total" });
  site.rows.add(
    {
      from: { stage: best },
      measures: [{ name: "part", label: `of the ${top.n} largest`, ...sum, unit: "usd" }],
      derived: [{ name: "share", label: ask.label, expr, unit: "percent" }],
    },
    "answer",
  );
}

/** The figure of each owner. */
function addEach(site: BuildSite, ask: MeasureAsk, { per }: Top): string {
  const { make, roles, frame } = site;
  const { entity } = frame.rows;
  const part = site.rows.part(frame.rows);
  const owner: Output = { name: "owner", label: "owner", expr: make.column(per, roles.entity(per).key) };
  const of = ask.column === undefined ? undefined : make.column(ask.entity ?? entity, ask.column);
  const figure: Measure = { name: "figure", label: "figure", ...(of ? { fn: "sum", of } : { fn: "count" }) };
  return site.rows.add({ from: { entity }, ...joinsOf(part), ...conditionsOf(part), groupBy: [owner], measures: [figure] }, "each");
}

function addLargest(site: BuildSite, each: string, { n }: Top): string {
  const columns = ["owner", "figure"].map((name) => ({ name, label: name, expr: field(name) }));
  const order: Order[] = [
    { by: "figure", direction: "desc" },
    { by: "owner", direction: "asc" },
  ];
  return site.rows.add({ from: { stage: each }, columns, order, limit: { n } }, "largest");
}
