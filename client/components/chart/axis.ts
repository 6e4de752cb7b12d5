import type uPlot from "uplot";
import { clock } from "../../lib/time-text.ts";
import type { Zone } from "../../stores/ui.ts";
import type { ChartColors } from "./Chart.tsx";

/** A label nearer to an end than this share of the width would be cut off. */
const EDGE = 0.05;

/** An axis of clock times without lines of its own. */
export function timeAxis(colors: ChartColors, zone: Zone, more: Partial<uPlot.Axis>): uPlot.Axis {
  return {
    stroke: colors.muted,
    font: colors.font,
    grid: { show: false },
    ticks: { show: false },
    values: (plot, ticks) => {
      const { min = 0, max = 0 } = plot.scales.x ?? {};
      const margin = ((max ?? 0) - (min ?? 0)) * EDGE;
      return ticks.map((tick) => (tick - (min ?? 0) < margin || (max ?? 0) - tick < margin ? "" : clock(tick * 1_000, zone)));
    },
    ...more,
  };
}

/** An axis of values with quiet lines across the plot. */
export function valueAxis(colors: ChartColors, text: (value: number) => string, more: Partial<uPlot.Axis>): uPlot.Axis {
  return {
    stroke: colors.muted,
    font: colors.font,
    grid: { stroke: colors.line, width: 1 },
    ticks: { show: false },
    values: (_plot, ticks) => ticks.map(text),
    ...more,
  };
}
