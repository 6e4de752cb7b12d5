import type { Insight } from "../../../shared/answers.ts";
import type { Plan, Stage, TimeRange } from "../../../shared/plan.ts";
import { labelsOf, measuresOf, numberOf, type Result, type ResultColumn } from "../answers/result.ts";
import { changed } from "./series.ts";
import { figure, insight, words } from "./wording.ts";

function earlier(time: TimeRange): TimeRange {
  const { previous } = time;
  return previous ? { field: time.field, kind: time.kind, from: previous.from, to: previous.to, label: previous.label } : time;
}

/** The same plan over the periods before; undefined where no stage has one, or where one reaches back to more than one period. */
export function previousPlan(plan: Plan): { plan: Plan; label: string } | undefined {
  const labels = new Set(plan.stages.flatMap(({ time }) => (time ? [time.previous?.label] : [])));
  const [label] = labels;
  if (labels.size !== 1 || label === undefined) return undefined;
  const stages = plan.stages.map((stage): Stage => (stage.time ? { ...stage, time: earlier(stage.time) } : stage));
  return { plan: { stages }, label };
}

/** The figure that two periods can be compared by: that of a single row, or the sum of what can be added up. */
function comparedFigure({ rows, truncated }: Result, measure: ResultColumn): number | undefined {
  const values = rows.map((row) => numberOf(row, measure));
  if (values.length === 1) return values[0];
  if (truncated || !measure.lineage.additive) return undefined;
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

/** What to compare by; undefined where the result has no such figure. */
export function comparable(plan: Plan, result: Result): ResultColumn | undefined {
  const [measure, other] = measuresOf(result);
  // Sums of what a bound or a rank has picked are of other things in either period.
  const picked = plan.stages.some(({ limit, having }) => limit !== undefined || having !== undefined);
  const groups = labelsOf(result).every(({ lineage }) => lineage.role === "group");
  if (!measure || (result.rows.length > 1 && (other || !groups)) || picked) return undefined;
  return comparedFigure(result, measure) === undefined ? undefined : measure;
}

/** How the figure stands to that of the period before. */
export function comparison(now: Result, before: Result, measure: ResultColumn, label: string): Insight[] {
  const [to, from] = [comparedFigure(now, measure), comparedFigure(before, measure) ?? 0];
  if (to === undefined) return [];
  const [value, earlierValue] = [figure("value", to, measure.unit), figure("previous", from, measure.unit)];
  const period = words("previousPeriod", label);
  if (to === from) return [insight("comparison")`${measure.label} is ${value}, the same as in ${period}.`];
  const [verb, by] = changed(from, to, measure);
  return [insight("comparison")`${measure.label} ${verb} by ${by} against ${period}: ${value} after ${earlierValue}.`];
}
