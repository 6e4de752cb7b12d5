import type { Condition, Output, Stage, WindowOutput } from "../../../shared/plan.ts";
import { groupOutputs } from "./build-groups.ts";
import type { BuildSite } from "./build-site.ts";
import { moved } from "./calendar.ts";
import { divided, field, minus, output, value } from "./expressions.ts";
import type { TimeSpec } from "./time-spec.ts";

export function addRunning(site: BuildSite, stage: Omit<Stage, "id">, figure: string, groupBy: readonly Output[]): void {
  const grain = grainName(site);
  const others = groupBy.filter(({ name }) => name !== grain && name !== "weekday_name").map(({ name }) => name);
  const source = stage.measures?.find(({ name }) => name === figure) ?? stage.derived?.find(({ name }) => name === figure);
  const label = `cumulative ${source?.label ?? figure}`;
  const window: WindowOutput = {
    name: "cumulative",
    label,
    fn: "running",
    of: output(figure),
    orderBy: [{ by: grain, direction: "asc" }],
    ...(others.length > 0 ? { partitionBy: others } : {}),
    ...(source?.unit ? { unit: source.unit } : {}),
  };
  site.rows.add({ ...stage, windows: [window] }, "answer");
}

function grainName(site: BuildSite): string {
  const group = site.frame.groups.find(({ kind }) => kind === "grain");
  return (group && groupOutputs(site, group)[0]?.name) ?? "day";
}

/** Relative to the period before; that one is read for it, and left out of the answer. */
export function addGrowth(site: BuildSite, stage: Omit<Stage, "id">, figure: string, groupBy: readonly Output[]): void {
  const grain = grainName(site);
  const before: WindowOutput = {
    name: "previous",
    label: "the period before",
    fn: "lag",
    of: output(figure),
    size: 1,
    orderBy: [{ by: grain, direction: "asc" }],
  };
  const { order = [], ...rest } = stage;
  const inner = site.rows.add({ ...rest, windows: [before] }, "series");
  const names = [
    ...groupBy.map(({ name, label }) => ({ name, label })),
    { name: figure, label: site.frame.measures[0]?.label ?? figure },
    { name: "previous", label: "the period before" },
  ];
  const rate: Output = {
    name: "growth",
    label: "growth",
    expr: minus(divided(field(figure), field("previous")), value(1, "number")),
    unit: "percent",
  };
  const [time] = site.frame.rows.times;
  const start = time?.from?.at.slice(0, 10);
  const where: Condition | undefined =
    start === undefined ? undefined : { kind: "compare", op: "gte", left: field(grain), right: value(start, "date") };
  site.rows.add(
    {
      from: { stage: inner },
      ...(where ? { where } : {}),
      columns: [...names.map(({ name, label }) => ({ name, label, expr: field(name) })), rate],
      order: order.filter(({ by }) => by === grain),
    },
    "answer",
  );
}

export function oneEarlier(site: BuildSite, time: TimeSpec): TimeSpec {
  const group = site.frame.groups.find((each) => each.kind === "grain");
  const unit =
    group?.kind === "grain" && group.grain !== "hourOfDay" && group.grain !== "weekday" && group.grain !== "dayOfMonth"
      ? group.grain
      : "month";
  if (!time.from) return time;
  return { ...time, from: { ...time.from, at: new Date(moved(Date.parse(time.from.at), -1, unit)).toISOString().replace(".000Z", "Z") } };
}
