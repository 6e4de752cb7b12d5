import type { Expr } from "../../../shared/plan.ts";
import { groupOutputs } from "./build-groups.ts";
import { aggregate } from "./build-measures.ts";
import { groupOrder } from "./build-order.ts";
import { type BuildSite, conditionsOf, joinsOf } from "./build-site.ts";
import { field } from "./expressions.ts";
import type { MeasureAsk, RowSet } from "./frame.ts";

/** How long from the owners' beginning to the first row of each. */
export function addFirstElapsed(site: BuildSite, ask: MeasureAsk): void {
  if (!ask.rows) return;
  const firsts = addFirsts(site, ask.rows);
  const { rows, groups } = site.frame;
  const part = site.rows.part(rows);
  const key = site.make.column(rows.entity, site.roles.entity(rows.entity).key);
  const unit = ask.unit ?? "hours";
  const end: Expr = { kind: "joined", join: "f", column: "first_at" };
  const of: Expr = { kind: "elapsed", unit, start: site.make.time(), end };
  const groupBy = groups.flatMap((group) => groupOutputs(site, group));
  site.rows.add(
    {
      from: { entity: rows.entity },
      joins: [...part.joins, { as: "f", stage: firsts, kind: "inner", on: [{ left: key, right: "owner" }] }],
      ...conditionsOf(part),
      groupBy,
      measures: [{ name: "elapsed", label: ask.label, ...aggregate(ask), of, unit }],
      ...(groupBy.length > 0 ? { order: groupOrder(site, groupBy, "elapsed") } : {}),
    },
    "answer",
  );
}

/** When each owner had its first row. */
function addFirsts(site: BuildSite, rows: RowSet): string {
  const part = site.rows.part(rows);
  const owner = field(site.roles.ownerRelation(rows.entity)?.from.column ?? "");
  const of = site.rows.expressions(rows.entity).time();
  return site.rows.add(
    {
      from: { entity: rows.entity },
      ...joinsOf(part),
      ...conditionsOf(part),
      groupBy: [{ name: "owner", label: "owner", expr: owner }],
      measures: [{ name: "first_at", label: "first", fn: "min", of }],
    },
    "firsts",
  );
}
