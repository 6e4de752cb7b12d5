import type { Insight } from "../../../shared/answers.ts";
import { numberOf, type Result, type ResultColumn } from "../answers/result.ts";
import { periodEnd } from "./periods.ts";
import { type Fact, figure, insight, percent, words } from "./wording.ts";

export interface Point {
  readonly label: string;
  readonly value: number;
}

/** So many periods are enough to tell a trend from chance, and so many to know what is usual. */
const LEAST = { trend: 6, outlier: 8 } as const;
/** Kendall's tau beyond which a series is said to rise or fall. */
const TREND_TAU = 0.5;
/** Robust deviations from the median (Iglewicz and Hoaglin take 3.5). */
const OUTLIER_Z = 3.5;
/** The last second of a period is as good as its end. */
const SECOND_MS = 1_000;
/** Makes the median absolute deviation estimate a standard deviation. */
const MAD_TO_SIGMA = 1.4826;

export function pointsOf({ rows }: Result, label: ResultColumn, measure: ResultColumn): Point[] {
  return rows.flatMap((row) => {
    const value = numberOf(row, measure);
    return value === undefined ? [] : [{ label: String(row[label.name] ?? "none"), value }];
  });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2;
}

/** How far the values go one way: -1 to 1 (Kendall's tau against their order). */
function tau(values: readonly number[]): number {
  let score = 0;
  for (const [index, later] of values.entries()) for (const earlier of values.slice(0, index)) score += Math.sign(later - earlier);
  return score / ((values.length * (values.length - 1)) / 2);
}

/** From one value to another: `rose by 12.5%`, `fell by 3`. A share changes by points, and nothing grows from zero by percent. */
export function changed(from: number, to: number, measure: ResultColumn): readonly [verb: string, by: Fact] {
  const verb = to >= from ? "rose" : "fell";
  const difference = Math.abs(to - from);
  if (measure.unit === "percent") {
    const points = percent("changePoints", difference);
    return [verb, { ...points, text: `${points.text.slice(0, -1)} percentage points` }];
  }
  return [verb, from > 0 ? percent("changeShare", difference / from) : figure("change", difference, measure.unit)];
}

function change(points: readonly Point[], measure: ResultColumn): Insight[] {
  const [before, last] = points.slice(-2);
  if (!before || !last || before.value === last.value) return [];
  const [verb, by] = changed(before.value, last.value, measure);
  const value = figure("last", last.value, measure.unit);
  const from = figure("before", before.value, measure.unit);
  return [
    insight(
      "change",
    )`${measure.label} ${verb} by ${by} from ${words("beforePeriod", before.label)} (${from}) to ${words("lastPeriod", last.label)} (${value}).`,
  ];
}

function trend(points: readonly Point[], measure: ResultColumn): Insight[] {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length < LEAST.trend || !first || !last) return [];
  const direction = tau(points.map(({ value }) => value));
  if (Math.abs(direction) < TREND_TAU) return [];
  const count = figure("periods", points.length);
  return [
    insight(
      "trend",
    )`${measure.label}: ${direction > 0 ? "rising" : "falling"} over the ${count} periods from ${words("firstPeriod", first.label)} to ${words("lastPeriod", last.label)}.`,
  ];
}

function peak(points: readonly Point[], measure: ResultColumn): Insight[] {
  const top = points.reduce<Point | undefined>((best, point) => (best && best.value >= point.value ? best : point), undefined);
  const low = points.reduce<Point | undefined>((best, point) => (best && best.value <= point.value ? best : point), undefined);
  if (!top || !low || top.value === low.value || points.length < 3) return [];
  const [high, bottom] = [figure("highest", top.value, measure.unit), figure("lowest", low.value, measure.unit)];
  return [
    insight(
      "peak",
    )`The highest is ${high} (${words("highestPeriod", top.label)}), the lowest ${bottom} (${words("lowestPeriod", low.label)}).`,
  ];
}

/** The value furthest from the rest, if it is out of the ordinary. */
export function outlier(points: readonly Point[], measure: ResultColumn): Insight[] {
  if (points.length < LEAST.outlier) return [];
  const middle = median(points.map(({ value }) => value));
  const sigma = MAD_TO_SIGMA * median(points.map(({ value }) => Math.abs(value - middle)));
  const far = points.toSorted((a, b) => Math.abs(b.value - middle) - Math.abs(a.value - middle))[0];
  if (!far || sigma === 0 || Math.abs(far.value - middle) / sigma < OUTLIER_Z) return [];
  const value = figure("value", far.value, measure.unit);
  const usual = figure("median", middle, measure.unit);
  return [
    insight(
      "outlier",
    )`${words("label", far.label)} stands out: ${value}, where the median is ${usual} over ${figure("values", points.length)} values.`,
  ];
}

/** What can be said of a measure over time: the last step, the direction, the extremes; of periods that are over by `asOf` (ISO 8601). */
export function ofSeries(result: Result, period: ResultColumn, measure: ResultColumn, asOf: string): Insight[] {
  if (measure.lineage.running) return [];
  const { bucket } = period.lineage;
  const all = pointsOf(result, period, measure);
  // Half a month is no fall against a whole one.
  const points = all.filter(({ label }) => bucket === undefined || periodEnd(label, bucket) <= Date.parse(asOf) + SECOND_MS);
  return [...change(points, measure), ...trend(points, measure), ...peak(points, measure), ...outlier(points, measure)];
}
