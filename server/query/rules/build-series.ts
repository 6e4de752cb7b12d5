import type { Condition, Order, Output, Stage, WindowOutput } from "../../../shared/plan.ts";
import { groupOutputs } from "./build-groups.ts";
import type { BuildSite } from "./build-site.ts";
import { moved } from "./calendar.ts";
import { divided, field, minus, output, value } from "./expressions.ts";
import type { TimeSpec } from "./time-spec.ts";

/** Each period with all before it. */
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
  const { order = [], ...rest } = stage;
  const inner = site.rows.add({ ...rest, windows: [previousFigure(figure, grain)] }, "series");
  const where = fromStart(site, grain);
  const names = [
    ...groupBy.map(({ name, label }) => ({ name, label })),
    { name: figure, label: site.frame.measures[0]?.label ?? figure },
    { name: "previous", label: "the period before" },
  ];
  const columns = names.map(({ name, label }) => ({ name, label, expr: field(name) }));
  site.rows.add(
    {
      from: { stage: inner },
      ...(where ? { where } : {}),
      columns: [...columns, growthRate(figure)],
      order: order.filter(({ by }) => by === grain),
    },
    "answer",
  );
}

function previousFigure(figure: string, grain: string): WindowOutput {
  const orderBy: Order[] = [{ by: grain, direction: "asc" }];
  return { name: "previous", label: "the period before", fn: "lag", of: output(figure), size: 1, orderBy };
}

function growthRate(figure: string): Output {
  const expr = minus(divided(field(figure), field("previous")), value(1, "number"));
  return { name: "growth", label: "growth", expr, unit: "percent" };
}

/** Only the periods that were asked for. */
function fromStart({ frame }: BuildSite, grain: string): Condition | undefined {
  const start = frame.rows.times[0]?.from?.at.slice(0, 10);
  return start === undefined ? undefined : { kind: "compare", op: "gte", left: field(grain), right: value(start, "date") };
}

/** The time with the period before it. */
export function oneEarlier(site: BuildSite, time: TimeSpec): TimeSpec {
  const group = site.frame.groups.find((each) => each.kind === "grain");
  const unit =
    group?.kind === "grain" && group.grain !== "hourOfDay" && group.grain !== "weekday" && group.grain !== "dayOfMonth"
      ? group.grain
      : "month";
  if (!time.from) return time;
  return { ...time, from: { ...time.from, at: new Date(moved(Date.parse(time.from.at), -1, unit)).toISOString().replace(".000Z", "Z") } };
}
