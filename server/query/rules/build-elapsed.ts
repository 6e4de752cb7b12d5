import type { Expr } from "../../../shared/plan.ts";
import { groupOutputs } from "./build-groups.ts";
import { aggregate } from "./build-measures.ts";
import { groupOrder } from "./build-order.ts";
import { type BuildSite, conditionsOf, joinsOf } from "./build-site.ts";
import { field } from "./expressions.ts";
import type { MeasureAsk } from "./frame.ts";

export function addFirstElapsed(site: BuildSite, ask: MeasureAsk): void {
  const { rows, groups } = site.frame;
  const of = ask.rows;
  if (!of) return;
  const relation = site.roles.ownerRelation(of.entity);
  const make = site.rows.expressions(of.entity);
  const firstPart = site.rows.part(of);
  const firsts = site.rows.add(
    {
      from: { entity: of.entity },
      ...joinsOf(firstPart),
      ...conditionsOf(firstPart),
      groupBy: [{ name: "owner", label: "owner", expr: field(relation?.from.column ?? "") }],
      measures: [{ name: "first_at", label: "first", fn: "min", of: make.time() }],
    },
    "firsts",
  );
  const part = site.rows.part(rows);
  const join = {
    as: "f",
    stage: firsts,
    kind: "inner",
    on: [{ left: site.make.column(rows.entity, site.roles.entity(rows.entity).key), right: "owner" }],
  } as const;
  const elapsed: Expr = {
    kind: "elapsed",
    unit: ask.unit ?? "hours",
    start: site.make.time(),
    end: { kind: "joined", join: "f", column: "first_at" },
  };
  const groupBy = groups.flatMap((group) => groupOutputs(site, group));
  site.rows.add(
    {
      from: { entity: rows.entity },
      joins: [...part.joins, join],
      ...conditionsOf(part),
      groupBy,
      measures: [{ name: "elapsed", label: ask.label, ...aggregate(ask), of: elapsed, unit: ask.unit ?? "hours" }],
      ...(groupBy.length > 0 ? { order: groupOrder(site, groupBy, "elapsed") } : {}),
    },
    "answer",
  );
}
