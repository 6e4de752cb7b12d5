import { binOutputs } from "./build-bins.ts";
import { type BuildSite, conditionsOf, joinsOf } from "./build-site.ts";
import { field } from "./expressions.ts";

/** How many owners have a total in each band. */
export function addOwnerBins(site: BuildSite): void {
  const { rows, groups } = site.frame;
  const bins = groups.find((group) => group.kind === "bins");
  const [relation] = rows.relations;
  if (bins?.kind !== "bins") return;
  const make = site.rows.expressions(bins.entity);
  const of = relation?.rows ?? site.roles.emptyRows(bins.entity);
  const part = site.rows.part(of);
  const key = site.roles.ownerRelation(bins.entity)?.from.column ?? "";
  const totals = site.rows.add(
    {
      from: { entity: bins.entity },
      ...joinsOf(part),
      ...conditionsOf(part),
      groupBy: [{ name: "owner", label: "owner", expr: field(key) }],
      measures: [{ name: "total", label: "total", fn: "sum", of: make.column(bins.entity, bins.column) }],
    },
    "totals",
  );
  const groupBy = binOutputs(field("total"), bins.bounds);
  site.rows.add(
    {
      from: { stage: totals },
      groupBy,
      measures: [{ name: "customers", label: `number of ${site.roles.entity(rows.entity).label.many}`, fn: "count", unit: "count" }],
      order: [{ by: "band_from", direction: "asc" }],
    },
    "answer",
  );
}
