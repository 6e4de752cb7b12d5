import { Table2 } from "lucide-react";
import { useMemo, useState } from "react";
import uPlot from "uplot";
import { formatNumber } from "../../lib/format.ts";
import { clock } from "../../lib/time-text.ts";
import type { WindowSeries } from "../../lib/window-series.ts";
import type { Zone } from "../../stores/ui.ts";
import { Button } from "../ui/Button.tsx";
import { Chart, type ChartColors, type ChartData, type ChartOptions } from "./Chart.tsx";
import { barPaths } from "./paths.ts";

const HEIGHT = 184;
/** The highest bar takes one part of so many of the height. */
const BAR_SHARE = 3.5;

export interface WindowChartProps {
  readonly series: WindowSeries;
  readonly threshold: number | undefined;
  readonly zone: Zone;
  /** The threshold in the metric's unit. */
  readonly thresholdText: string;
  /** What a bar counts: `events in each 5 s`. */
  readonly barWord: string;
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

function optionsFor({ series, threshold, thresholdText, zone }: WindowChartProps): (colors: ChartColors) => ChartOptions {
  const first = series.times[0] ?? 0;
  const last = (series.times.at(-1) ?? 0) + series.slideSeconds;
  return (colors) => ({
    cursor: { show: false },
    legend: { show: false },
    padding: [14, 8, 0, 0],
    scales: {
      x: { time: false, range: () => [first, last] },
      y: { range: (_plot, _min, max) => [0, Math.max(max, threshold ?? 0, Number.EPSILON) * 1.12] },
      part: { range: (_plot, _min, max) => [0, Math.max(max, Number.EPSILON) * BAR_SHARE] },
    },
    axes: [
      {
        stroke: colors.muted,
        font: colors.font,
        size: 22,
        gap: 5,
        space: 90,
        grid: { show: false },
        ticks: { show: false },
        values: (_plot, ticks) => ticks.map((tick) => clock(tick * 1_000, zone)),
      },
      {
        stroke: colors.muted,
        font: colors.font,
        size: 44,
        gap: 6,
        space: 32,
        grid: { stroke: colors.line, width: 1 },
        ticks: { show: false },
        values: (_plot, ticks) => ticks.map((tick) => formatNumber(tick)),
      },
    ],
    series: [
      {},
      {
        // Beside a total that adds up, what came in each slide is too small to be seen on the same scale.
        scale: series.running ? "part" : "y",
        stroke: colors.muted,
        fill: `${colors.muted}99`,
        width: 0,
        points: { show: false },
        ...barPaths(0.7, 16),
      },
      ...(series.running
        ? [
            {
              scale: "y",
              stroke: colors.accent,
              fill: `${colors.accent}1a`,
              width: 2,
              points: { show: false },
            },
          ]
        : []),
    ],
    hooks: threshold === undefined ? {} : { draw: [(plot) => drawThreshold(plot, threshold, thresholdText, colors)] },
  });
}

function SeriesTable({ series, zone, barWord }: WindowChartProps) {
  return (
    <section className="chart-scroll" style={{ height: HEIGHT }} aria-label="The window as a table" tabIndex={-1}>
      <table className="chart-table">
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">{barWord}</th>
            {series.running ? <th scope="col">In the window so far</th> : null}
          </tr>
        </thead>
        <tbody>
          {series.times.map((time, index) => (
            <tr key={time}>
              <td>{clock(time * 1_000, zone)}</td>
              <td>{formatNumber(series.bars[index] ?? 0)}</td>
              {series.running ? <td>{formatNumber(series.running[index] ?? 0)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The total stands where its slide ends, so the line begins at nothing and ends at the value that fired. */
function chartData({ times, bars, running, slideSeconds }: WindowSeries): ChartData {
  if (!running) return [[...times], [...bars]];
  return [
    [...times, (times.at(-1) ?? 0) + slideSeconds],
    [...bars, null],
    [0, ...running],
  ];
}

/** What was counted in the alert's window, slide by slide, how it added up, and the threshold it crossed. */
export function WindowChart(props: WindowChartProps) {
  const { series, threshold, zone, barWord } = props;
  const [isTable, setTable] = useState(false);
  const data = useMemo(() => chartData(series), [series]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only these change what is drawn.
  const options = useMemo(() => optionsFor(props), [series, threshold, zone]);
  const label = `${barWord}${threshold === undefined ? "" : `, threshold ${props.thresholdText}`}`;
  return (
    <div>
      <div className="chart-head">
        <div className="chart-legend">
          <span className="chart-key">
            <svg width="10" height="10" aria-hidden="true">
              <rect width="10" height="10" rx="2" fill="var(--muted)" />
            </svg>
            {barWord}
            {series.running ? `, at most ${formatNumber(Math.max(...series.bars.map((bar) => bar ?? 0)))}` : ""}
          </span>
          {series.running ? (
            <span className="chart-key">
              <svg width="14" height="10" aria-hidden="true">
                <path d="M0 9l14-7" fill="none" stroke="var(--accent)" strokeWidth="2" />
              </svg>
              in the window so far
            </span>
          ) : null}
        </div>
        <Button className="button-small" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          <Table2 size={14} aria-hidden="true" />
          {isTable ? "View as chart" : "View as table"}
        </Button>
      </div>
      {isTable ? <SeriesTable {...props} /> : <Chart label={label} height={HEIGHT} data={data} options={options} />}
    </div>
  );
}
