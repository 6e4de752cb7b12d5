import type { Visualization } from "../../../shared/answers.ts";
import { capital, isPeriod, labelsOf, measuresOf, type Result, type ResultColumn } from "./result.ts";

/** More marks than these cannot be told apart. */
const MOST = { slices: 6, bars: 40, series: 8, cells: 40, figures: 4, points: 2_000 } as const;
/** A field of cells that is emptier shows nothing. */
const LEAST_FILLED = 0.3;
/** Fewer points are no cloud. */
const LEAST_POINTS = 8;

type Chart = Omit<Visualization, "title">;
const TABLE: Chart = { type: "table" };

const names = (columns: readonly ResultColumn[]) => columns.map(({ name }) => name);

function distinct({ rows }: Result, { name }: ResultColumn): number {
  return new Set(rows.map((row) => row[name])).size;
}

/** Of several measures those in the unit of the first: one axis cannot carry dollars and counts. */
function comparable(measures: readonly ResultColumn[]): ResultColumn[] {
  const [first] = measures;
  return measures.filter(({ unit }) => unit === first?.unit).slice(0, MOST.figures);
}

function figures(measures: readonly ResultColumn[]): Chart {
  return measures.length <= MOST.figures ? { type: "stat", y: names(measures) } : TABLE;
}

function overTime(x: ResultColumn, measures: readonly ResultColumn[]): Chart {
  const running = measures.every(({ lineage }) => lineage.running);
  return { type: running ? "area" : "line", x: x.name, y: names(comparable(measures)) };
}

/** The parts of a whole, as far as they make one up: shares that add up to 1. */
function isWhole({ rows }: Result, { name, lineage }: ResultColumn): boolean {
  const sum = rows.reduce((total, row) => total + Number(row[name] ?? 0), 0);
  return lineage.share && Math.abs(sum - 1) < 0.001;
}

function byCategory(result: Result, x: ResultColumn, measures: readonly ResultColumn[]): Chart {
  const whole = measures.find((measure) => isWhole(result, measure));
  if (whole && result.rows.length <= MOST.slices) return { type: "pie", x: x.name, y: [whole.name] };
  return result.rows.length <= MOST.bars ? { type: "bar", x: x.name, y: names(comparable(measures)) } : TABLE;
}

/** A period against a category has a line for each; two categories have bars side by side, or a field of cells. */
function byTwo(result: Result, a: ResultColumn, b: ResultColumn, measure: ResultColumn): Chart {
  const y = [measure.name];
  const timed = [a, b].find(({ lineage }) => lineage.bucket !== undefined);
  const [x, series] = timed === b ? [b, a] : [a, b];
  const [across, deep] = [distinct(result, x), distinct(result, series)];
  // One row for each of the first: the second only says more of it.
  if (across === result.rows.length && deep > 1 && !timed) return byCategory(result, x, [measure]);
  if (timed && deep <= MOST.series) return { type: "line", x: x.name, y, series: series.name };
  const parts = a.lineage.part !== undefined && b.lineage.part !== undefined;
  if (!parts && deep <= MOST.series && across * deep <= MOST.bars) return { type: "bar", x: x.name, y, series: series.name };
  const filled = result.rows.length / (across * deep);
  return across <= MOST.cells && deep <= MOST.cells && filled >= LEAST_FILLED
    ? { type: "heatmap", x: x.name, y, series: series.name }
    : TABLE;
}

/** Two figures of many things: whether they go together shows in a cloud of points. */
function cloud({ rows }: Result, [x, y]: readonly ResultColumn[]): Chart | undefined {
  if (!x || !y || x.unit === y.unit || rows.length < LEAST_POINTS || rows.length > MOST.points) return undefined;
  return { type: "scatter", x: x.name, y: [y.name] };
}

function grouped(result: Result, labels: readonly ResultColumn[], measures: readonly ResultColumn[]): Chart {
  const [first, second] = labels;
  const [measure] = measures;
  if (!first || !measure) return TABLE;
  if (labels.length === 1 && isPeriod(result, first)) return overTime(first, measures);
  if (measures.length === 2 && distinct(result, first) > MOST.bars) return cloud(result, measures) ?? TABLE;
  if (labels.length === 1) return byCategory(result, first, measures);
  return labels.length === 2 && second && measures.length === 1 ? byTwo(result, first, second, measure) : TABLE;
}

function chartOf(result: Result): Chart {
  const [labels, measures] = [labelsOf(result), measuresOf(result)];
  if (result.rows.length === 0 || measures.length === 0) return TABLE;
  if (labels.length === 0) return result.rows.length === 1 ? figures(measures) : TABLE;
  const [only] = labels;
  if (result.rows.length === 1 && labels.length === 1 && only && only.lineage.bucket === undefined)
    return { ...figures(measures), x: only.name };
  return grouped(result, labels, measures);
}

/** `Deposit volume by country`. */
function titleOf(result: Result): string {
  const [labels, measures] = [labelsOf(result), measuresOf(result)];
  const what = measures.map(({ label }) => label).join(", ");
  const by = labels.map(({ label }) => label.toLowerCase()).join(", ");
  return capital(by === "" ? what : `${what} by ${by}`);
}

/** The chart that fits the shape of a result, by rule; a table is called what was understood. */
export function visualize(result: Result, interpretation: string): Visualization {
  const chart = chartOf(result);
  return { ...chart, title: chart.type === "table" ? interpretation : titleOf(result) };
}
