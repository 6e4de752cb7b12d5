import type { ApexOptions } from "apexcharts";
import type { Column } from "../../../shared/answers.ts";
import { cellText, heading, shortNumber } from "../../lib/answer-format.ts";
import type { PlotSeries } from "../../lib/answer-plot.ts";
import type { Zone } from "../../stores/ui.ts";
import type { Look } from "./answer-options.ts";
import { seriesColor } from "./answer-palette.ts";
import type { TooltipLine } from "./answer-tooltip.ts";

export const HEIGHT = 280;

export function seriesName({ column, of }: PlotSeries, zone: Zone): string {
  return of ? cellText(of.column, of.value, zone) : heading(column);
}

/** The value of one series at one place, for the pointer. */
export function lineOf(series: PlotSeries, index: number, at: number, { theme, zone }: Look): TooltipLine {
  const value = cellText(series.column, series.values[at], zone);
  return { color: seriesColor(theme, index), label: seriesName(series, zone), value };
}

export function axisText({ muted, font }: Look) {
  return { colors: muted, fontFamily: font, fontSize: "11px" };
}

/** What the charts of every kind have in common: nothing moves, nothing is fetched, nothing is drawn that React draws itself. */
export function baseOptions(look: Look): ApexOptions {
  return {
    chart: {
      animations: { enabled: false },
      background: "transparent",
      fontFamily: look.font,
      foreColor: look.muted,
      nonce: look.nonce,
      parentHeightOffset: 0,
      selection: { enabled: false },
      toolbar: { show: false },
      zoom: { enabled: false },
    },
    theme: { mode: look.theme },
    dataLabels: { enabled: false },
    legend: { show: false },
    grid: { borderColor: look.line, strokeDashArray: 0, padding: { top: -16, right: 12, bottom: 0, left: 8 } },
    states: { active: { filter: { type: "none" } } },
  };
}

export function colorsOf(count: number, { theme }: Look): string[] {
  return Array.from({ length: Math.max(1, count) }, (_, index) => seriesColor(theme, index));
}

/** Whole numbers up to a handful have a line for each, not for each half. */
function steps(values: readonly (number | null)[]): { stepSize?: number; tickAmount?: number } {
  const numbers = values.filter((value) => value !== null);
  const most = Math.max(0, ...numbers);
  return most <= 5 && most > 0 && numbers.every(Number.isInteger) ? { stepSize: 1 } : { tickAmount: 4 };
}

/** An axis of figures; it begins at zero unless some are below. */
export function figureAxis(column: Column, values: readonly (number | null)[], look: Look): ApexYAxis {
  const isPositive = values.every((value) => value === null || value >= 0);
  const isFlat = values.every((value) => value === null || value === 0);
  return {
    forceNiceScale: true,
    ...steps(values),
    ...(isPositive ? { min: 0 } : {}),
    ...(isFlat ? { max: 1 } : {}),
    labels: { style: axisText(look), formatter: (value) => shortNumber(column, value) },
  };
}
