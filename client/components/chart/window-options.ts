import uPlot from "uplot";
import { formatNumber } from "../../lib/format.ts";
import type { WindowSeries } from "../../lib/window-series.ts";
import type { Zone } from "../../stores/ui.ts";
import { timeAxis, valueAxis } from "./axis.ts";
import type { ChartColors, ChartData, ChartOptions } from "./Chart.tsx";
import { barPaths } from "./paths.ts";

/** The highest bar takes one part of so many of the height. */
const BAR_SHARE = 3.5;

export interface WindowPlot {
  readonly series: WindowSeries;
  readonly threshold: number | undefined;
  /** The threshold in the metric's unit. */
  readonly thresholdText: string;
  readonly zone: Zone;
}

/** The dashed threshold, drawn over the plot with its number beside it. */
function drawThreshold(plot: uPlot, threshold: number, text: string, colors: ChartColors): void {
  const { ctx, bbox } = plot;
  const y = Math.round(plot.valToPos(threshold, "y", true));
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.strokeStyle = colors.critical;
  ctx.fillStyle = colors.critical;
  ctx.lineWidth = 1.25 * ratio;
  ctx.setLineDash([5 * ratio, 4 * ratio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.font = `600 ${11 * ratio}px ${colors.font.slice(colors.font.indexOf(" ") + 1)}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "bottom";
  ctx.fillText(`threshold ${text}`, bbox.left + 4 * ratio, y - 3 * ratio);
  ctx.restore();
}

function scalesOf({ times, slideSeconds }: WindowSeries, threshold: number | undefined): uPlot.Scales {
  const first = times[0] ?? 0;
  const last = (times.at(-1) ?? 0) + slideSeconds;
  return {
    x: { time: false, range: () => [first, last] },
    y: { range: (_plot, _min, max) => [0, Math.max(max, threshold ?? 0, Number.EPSILON) * 1.12] },
    part: { range: (_plot, _min, max) => [0, Math.max(max, Number.EPSILON) * BAR_SHARE] },
  };
}

/** Bars a slide, and the total as a line where there is one. */
function seriesOf({ running }: WindowSeries, colors: ChartColors): uPlot.Series[] {
  const hidden = { points: { show: false } };
  // Beside a total that adds up, what came in each slide is too small to be seen on the same scale.
  const bars = {
    scale: running ? "part" : "y",
    stroke: colors.muted,
    fill: `${colors.muted}99`,
    width: 0,
    ...hidden,
    ...barPaths(0.7, 16),
  };
  const total = { scale: "y", stroke: colors.accent, fill: `${colors.accent}1a`, width: 2, ...hidden };
  return running ? [{}, bars, total] : [{}, bars];
}

export function windowOptions({ series, threshold, thresholdText, zone }: WindowPlot): (colors: ChartColors) => ChartOptions {
  return (colors) => ({
    cursor: { show: false },
    legend: { show: false },
    padding: [14, 8, 0, 0],
    scales: scalesOf(series, threshold),
    axes: [timeAxis(colors, zone, { size: 22, gap: 5, space: 90 }), valueAxis(colors, formatNumber, { size: 44, gap: 6, space: 32 })],
    series: seriesOf(series, colors),
    hooks: threshold === undefined ? {} : { draw: [(plot) => drawThreshold(plot, threshold, thresholdText, colors)] },
  });
}

/** The total stands where its slide ends, so the line begins at nothing and ends at the value that fired. */
export function windowData({ times, bars, running, slideSeconds }: WindowSeries): ChartData {
  if (!running) return [[...times], [...bars]];
  return [
    [...times, (times.at(-1) ?? 0) + slideSeconds],
    [...bars, null],
    [0, ...running],
  ];
}
