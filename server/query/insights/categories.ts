import type { Insight } from "../../../shared/answers.ts";
import type { Result, ResultColumn } from "../answers/result.ts";
import { outlier, type Point, pointsOf } from "./series.ts";
import { figure, insight, percent, words } from "./wording.ts";

/** That few of many make up most: the first three, of at least so many, with so large a share. */
const CONCENTRATION = { first: 3, least: 8, share: 0.5 } as const;

function sum(points: readonly Point[]): number {
  return points.reduce((total, { value }) => total + value, 0);
}

/** The total and what part of it the largest has. */
function total(points: readonly Point[], measure: ResultColumn, partial: boolean): Insight[] {
  const [all, largest] = [sum(points), points[0]];
  if (!largest || all <= 0 || points.length < 2) return [];
  const [whole, rows] = [figure("total", all, measure.unit), figure("rows", points.length)];
  const share = percent("share", largest.value / all);
  const value = figure("largest", largest.value, measure.unit);
  const beginning = partial
    ? insight("total")`The ${rows} rows shown make up ${whole}`
    : insight("total")`${rows} rows make up ${whole} in total`;
  const rest = insight("total")`${words("largestLabel", largest.label)} has the most with ${value}, ${share} of it`;
  return [{ kind: "total", text: `${beginning.text}; ${rest.text}.`, evidence: { ...beginning.evidence, ...rest.evidence } }];
}

function concentration(points: readonly Point[], partial: boolean): Insight[] {
  const all = sum(points);
  if (partial || points.length < CONCENTRATION.least || all <= 0) return [];
  const share = sum(points.slice(0, CONCENTRATION.first)) / all;
  if (share < CONCENTRATION.share) return [];
  const [first, of] = [figure("first", CONCENTRATION.first), figure("rows", points.length)];
  return [insight("concentration")`The largest ${first} of ${of} make up ${percent("share", share)} of the total.`];
}

/** Of what cannot be added up, such as rates and averages: from where to where it goes. */
function range(points: readonly Point[], measure: ResultColumn): Insight[] {
  const [top, bottom] = [points[0], points.at(-1)];
  if (!top || !bottom || top.value === bottom.value) return [];
  const [high, low] = [figure("highest", top.value, measure.unit), figure("lowest", bottom.value, measure.unit)];
  return [
    insight(
      "range",
    )`${words("highestLabel", top.label)} has the highest ${measure.label.toLowerCase()} with ${high}, ${words("lowestLabel", bottom.label)} the lowest with ${low}.`,
  ];
}

/** What can be said of a measure by category. `partial`: there are more categories than the result has. */
export function ofCategories(result: Result, label: ResultColumn, measure: ResultColumn, partial: boolean): Insight[] {
  const points = pointsOf(result, label, measure).sort((a, b) => b.value - a.value);
  if (measure.lineage.share || measure.lineage.running) return [];
  const summed = measure.lineage.additive && points.every(({ value }) => value >= 0);
  const shape = summed ? [...total(points, measure, partial), ...concentration(points, partial)] : range(points, measure);
  return [...shape, ...outlier(points, measure)];
}
