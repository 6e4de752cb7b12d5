import type { Expr, Output } from "../../../shared/plan.ts";
import { binOutputs } from "./build-bins.ts";
import { columnLabel, columnOutput } from "./build-columns.ts";
import type { BuildSite } from "./build-site.ts";
import { WEEKDAYS } from "./calendar.ts";
import { value } from "./expressions.ts";
import type { Group } from "./frame.ts";
import type { Grain } from "./word.ts";

const GRAIN_LABELS: Readonly<Record<string, string>> = { hourOfDay: "hour of day", weekday: "weekday", dayOfMonth: "day of month" };

/** The outputs that rows are grouped by; the first is what sorts them. */
export function groupOutputs(site: BuildSite, group: Group): Output[] {
  switch (group.kind) {
    case "column":
      return [columnOutput(site, group.entity, group.column)];
    case "grain":
      return grainOutputs(site, group.grain);
    case "entity":
      return entityOutputs(site, group.entity);
    case "bins":
      return binOutputs(site.make.column(group.entity, group.column), group.bounds);
  }
}

/** What several groups are known by: the first output of the first. */
export function groupNames(site: BuildSite, groups: readonly Group[] = []): string[] {
  return groups.flatMap((group) => groupOutputs(site, group).slice(0, 1)).map(({ name }) => name);
}

function grainOutputs({ make }: BuildSite, grain: Grain): Output[] {
  const name = grain === "hourOfDay" ? "hour" : grain.toLowerCase();
  const of: Output = { name, label: GRAIN_LABELS[grain] ?? grain, expr: make.grain(grain) };
  return grain === "weekday" ? [of, weekdayName(of.expr)] : [of];
}

function weekdayName(of: Expr): Output {
  const when = WEEKDAYS.slice(0, 6).map((name, index) => ({
    if: { kind: "compare", op: "eq", left: of, right: value(index + 1, "integer") } as const,
    // biome-ignore lint/suspicious/noThenProperty: the plan's name for it; nobody awaits a plan
    then: value(name, "text"),
  }));
  return { name: "weekday_name", label: "day of the week", expr: { kind: "case", when, else: value("Sunday", "text") } };
}

function entityOutputs(site: BuildSite, entity: string): Output[] {
  const { key, labelColumns } = site.roles.entity(entity);
  const own = entity === site.frame.rows.entity;
  const id: Output = {
    name: own ? key : `${idPrefix(site.roles.entity(entity).label.one)}_id`,
    label: `${site.roles.entity(entity).label.one} id`,
    expr: site.make.column(entity, key),
  };
  return [
    id,
    ...labelColumns.map((column) => ({ name: column, label: columnLabel(site, entity, column), expr: site.make.column(entity, column) })),
  ];
}

function idPrefix(label: string): string {
  return label.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}
