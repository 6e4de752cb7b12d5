import type { MetricPreview, RehearsedAlert } from "../../shared/backtest.ts";

/** Lines beyond this are a thicket. */
const MOST_LINES = 8;

export interface BacktestLines {
  /** Epoch seconds. */
  readonly times: readonly number[];
  /** A line each group, the one furthest beyond the threshold first; null where nothing is known. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly shown: number;
  readonly omitted: number;
}

/** The series of a backtest on one axis of times. */
export function backtestLines({ series, omittedGroups }: Pick<MetricPreview, "series" | "omittedGroups">): BacktestLines {
  const shown = series.slice(0, MOST_LINES);
  const times = [...new Set(shown.flatMap(({ points }) => points.map(({ at }) => Date.parse(at) / 1_000)))].sort((a, b) => a - b);
  const places = new Map(times.map((time, index) => [time, index]));
  const values = shown.map(({ points }) => {
    const line = new Array<number | null>(times.length).fill(null);
    for (const { at, value } of points) line[places.get(Date.parse(at) / 1_000) ?? 0] = value;
    return line;
  });
  return { times, values, shown: shown.length, omitted: series.length - shown.length + omittedGroups };
}

/** Values from the bottom to the top of a plot that shows every line and the threshold, zero included. */
export function valueRange(lines: Pick<BacktestLines, "values">, threshold: number | undefined): readonly [number, number] {
  let low = Math.min(0, threshold ?? 0);
  let high = Math.max(0, threshold ?? 0);
  for (const line of lines.values) {
    for (const value of line) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  const room = (high - low) * 0.14 || 1;
  return [low < 0 ? low - room : 0, high + room];
}

/** A step that divides a range into some two hundred round parts: 1, 2 or 5 times a power of ten. */
export function roundStep([low, high]: readonly [number, number]): number {
  const rough = (high - low) / 200;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5].map((factor) => factor * power).find((step) => step >= rough) ?? 10 * power;
}

/** The nearest multiple of a step, without the noise of binary fractions. */
export function roundTo(value: number, step: number): number {
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  return Number((Math.round(value / step) * step).toFixed(Math.min(20, digits)));
}

/** Milliseconds in which an alert was firing; one that has not ended fires to the end of the range. */
export function firingMs(spans: RehearsedAlert["spans"], rangeEnd: string): number {
  return spans.reduce((sum, { from, to }) => sum + Date.parse(to ?? rangeEnd) - Date.parse(from), 0);
}
