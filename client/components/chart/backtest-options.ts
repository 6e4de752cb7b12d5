import uPlot from "uplot";
import type { RehearsedAlert } from "../../../shared/backtest.ts";
import { clock } from "../../lib/time-text.ts";
import type { Zone } from "../../stores/ui.ts";
import { valueAxis } from "./axis.ts";
import type { ChartColors, ChartOptions } from "./Chart.tsx";

/** Where the plot lies within the chart; the threshold's handle is laid over it. */
export const PLOT_PLACE = { top: 12, right: 12, bottom: 24, left: 56 } as const;

/** Height of the strip that marks when something fired. */
const STRIP = 5;

export interface BacktestPlot {
  readonly lineCount: number;
  /** Epoch seconds. */
  readonly range: readonly [number, number];
  readonly values: readonly [number, number];
  readonly alerts: readonly RehearsedAlert[];
  readonly text: (value: number) => string;
  readonly zone: Zone;
}

/** Behind the lines: a quiet band and a full strip on top for each time in which an alert was firing. */
function drawSpans(plot: uPlot, { alerts, range }: BacktestPlot, colors: ChartColors): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const at = (iso: string | null) => plot.valToPos(iso === null ? range[1] : Date.parse(iso) / 1_000, "x", true);
  ctx.save();
  for (const { from, to } of alerts.flatMap(({ spans }) => spans)) {
    const left = Math.max(bbox.left, at(from));
    const width = Math.max(2 * ratio, Math.min(bbox.left + bbox.width, at(to)) - left);
    ctx.fillStyle = `${colors.critical}1f`;
    ctx.fillRect(left, bbox.top, width, bbox.height);
    ctx.fillStyle = colors.critical;
    ctx.fillRect(left, bbox.top, width, STRIP * ratio);
  }
  ctx.restore();
}

function hoursAndMinutes(seconds: number, zone: Zone): string {
  return clock(seconds * 1_000, zone).slice(0, 5);
}

export function backtestOptions(shown: BacktestPlot): (colors: ChartColors) => ChartOptions {
  const { top, right, bottom, left } = PLOT_PLACE;
  return (colors) => ({
    cursor: { show: false },
    legend: { show: false },
    padding: [top, right, 0, 0],
    scales: { x: { time: false, range: () => [...shown.range] }, y: { range: () => [...shown.values] } },
    axes: [
      {
        stroke: colors.muted,
        font: colors.font,
        grid: { show: false },
        ticks: { show: false },
        size: bottom,
        gap: 6,
        space: 72,
        incrs: [60, 300, 600, 1_800, 3_600, 7_200, 10_800, 21_600],
        values: (_plot, ticks) => ticks.map((tick) => hoursAndMinutes(tick, shown.zone)),
      },
      valueAxis(colors, shown.text, { size: left, gap: 6, space: 36 }),
    ],
    series: [
      {},
      ...Array.from({ length: shown.lineCount }, (_, index) => ({
        stroke: index === 0 ? colors.accent : `${colors.muted}80`,
        width: index === 0 ? 1.75 : 1,
        spanGaps: false,
        points: { show: false },
      })),
    ],
    hooks: { drawClear: [(plot) => drawSpans(plot, shown, colors)] },
  });
}
