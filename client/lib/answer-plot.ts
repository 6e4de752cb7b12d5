import type { Cell, Column, QueryAnswer, Row } from "../../shared/answers.ts";
import { isFigure } from "./answer-format.ts";

const DAY_MS = 86_400_000;
/** Longer than this, a series with its gaps filled is not worth the marks. */
const MOST_STEPS = 1_000;

export interface PlotSeries {
  /** What is read of the rows. */
  readonly column: Column;
  /** The value of the second grouping, where that makes the series. */
  readonly of?: { readonly column: Column; readonly value: Cell };
  /** One for each of the plot's `xs`; null is a gap. */
  readonly values: readonly (number | null)[];
}

/** An answer as its chart needs it. */
export interface Plot {
  readonly x: Column;
  readonly xs: readonly Cell[];
  readonly series: readonly PlotSeries[];
}

export interface CloudPoint {
  readonly x: number;
  readonly y: number;
  readonly row: Row;
}

/** Two figures of many things. */
export interface Cloud {
  readonly x: Column;
  readonly y: Column;
  /** What the points are named by. */
  readonly labels: readonly Column[];
  readonly points: readonly CloudPoint[];
}

type Shown = Pick<QueryAnswer, "columns" | "data" | "visualization">;

export function columnOf({ columns }: Pick<QueryAnswer, "columns">, name: string | undefined): Column | undefined {
  return columns.find((column) => column.name === name);
}

function columnsOf(answer: Shown, names: readonly string[] = []): Column[] {
  return names.flatMap((name) => columnOf(answer, name) ?? []);
}

const numberIn = (row: Row | undefined, { name }: Column): number | null => {
  const value = row?.[name];
  return typeof value === "number" ? value : null;
};

function nextDay(name: string, day: string): string | undefined {
  const at = new Date(day);
  if (name === "day") at.setTime(at.getTime() + DAY_MS);
  else if (name === "week") at.setTime(at.getTime() + 7 * DAY_MS);
  else if (name === "month") at.setUTCMonth(at.getUTCMonth() + 1);
  else return undefined;
  return at.toISOString().slice(0, 10);
}

/** Every period between the first and the last, so that those without data are gaps and not straight lines. */
function withGaps(x: Column, xs: readonly Cell[]): readonly Cell[] {
  const [first, last] = [xs[0], xs.at(-1)];
  if (x.type !== "date" || typeof first !== "string" || typeof last !== "string") return xs;
  const all = [first];
  for (let next = nextDay(x.name, first); next !== undefined && next <= last && all.length < MOST_STEPS; next = nextDay(x.name, next)) {
    all.push(next);
  }
  // Periods that do not step as their name says are left as they came.
  return xs.every((value) => all.includes(String(value))) ? all : xs;
}

function distinct(rows: readonly Row[], { name }: Column): Cell[] {
  return [...new Set(rows.map((row) => row[name] ?? null))];
}

const key = (...cells: readonly (Cell | undefined)[]) => JSON.stringify(cells);

/** One series for each value of the second grouping. */
function pivot({ data }: Shown, x: Column, y: Column, by: Column, xs: readonly Cell[]): PlotSeries[] {
  const byCells = new Map(data.map((row) => [key(row[x.name] ?? null, row[by.name] ?? null), row]));
  return distinct(data, by).map((value) => ({
    column: y,
    of: { column: by, value },
    values: xs.map((at) => numberIn(byCells.get(key(at, value)), y)),
  }));
}

function ordered(x: Column, xs: readonly Cell[]): readonly Cell[] {
  if (x.type === "date" || x.type === "timestamp") return [...xs].sort((a, b) => String(a).localeCompare(String(b)));
  return x.type === "number" ? [...xs].sort((a, b) => Number(a) - Number(b)) : xs;
}

/** The series of an answer that is drawn over categories or time; undefined when it names columns that it does not have. */
export function plotOf(answer: Shown): Plot | undefined {
  const { data, visualization } = answer;
  const x = columnOf(answer, visualization.x);
  const ys = columnsOf(answer, visualization.y);
  const by = columnOf(answer, visualization.series);
  const [y] = ys;
  if (!x || !y) return undefined;
  // Categories that repeat without a second grouping (two customers of one name) are marks of their own.
  if (!by) {
    const filled = withGaps(
      x,
      data.map((row) => row[x.name] ?? null),
    );
    const isFilled = filled.length > data.length;
    const rows = isFilled ? filled.map((at) => data.find((row) => row[x.name] === at)) : data;
    return { x, xs: filled, series: ys.map((column) => ({ column, values: rows.map((row) => numberIn(row, column)) })) };
  }
  const xs = withGaps(x, ordered(x, distinct(data, x)));
  return { x, xs, series: pivot(answer, x, y, by, xs) };
}

/** The points of a scatter chart. */
export function cloudOf(answer: Shown): Cloud | undefined {
  const x = columnOf(answer, answer.visualization.x);
  const y = columnOf(answer, answer.visualization.y?.[0]);
  if (!x || !y) return undefined;
  const points = answer.data.flatMap((row) => {
    const [a, b] = [numberIn(row, x), numberIn(row, y)];
    return a === null || b === null ? [] : [{ x: a, y: b, row }];
  });
  const labels = answer.columns.filter((column) => !isFigure(column) && column.type !== "number").slice(0, 2);
  return { x, y, labels, points };
}
