import { useMemo } from "react";
import { clock } from "../../lib/time-text.ts";
import { type Sample, series } from "../../stores/samples.ts";
import type { Zone } from "../../stores/ui.ts";
import { Chart, type ChartColors, type ChartOptions } from "./Chart.tsx";
import { barPaths } from "./paths.ts";

const LEAST_SECONDS = 60;
const MOST_SECONDS = 180;
/** A label nearer to the left edge than this share of the width would be cut. */
const EDGE = 0.04;
const HEIGHT = 84;

function optionsFor(zone: Zone): (colors: ChartColors) => ChartOptions {
  return (colors) => ({
    cursor: { show: false },
    legend: { show: false },
    padding: [8, 0, 0, 0],
    scales: {
      x: { time: false, range: (_plot, min, max) => [max - Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, max - min)), max + 1] },
      y: { range: (_plot, _min, max) => [0, Math.max(max * 1.15, 5)] },
    },
    axes: [
      {
        stroke: colors.muted,
        font: colors.font,
        size: 20,
        gap: 4,
        space: 140,
        incrs: [15, 30, 60],
        grid: { show: false },
        ticks: { show: false },
        values: (plot, ticks) => {
          const { min = 0, max = 0 } = plot.scales.x ?? {};
          return ticks.map((tick) => (tick - min < (max - min) * EDGE ? "" : clock(tick * 1_000, zone)));
        },
      },
      {
        side: 1,
        stroke: colors.muted,
        font: colors.font,
        size: 52,
        gap: 8,
        space: 28,
        grid: { stroke: colors.line, width: 1 },
        ticks: { show: false },
        values: (_plot, ticks) => ticks.map((tick) => `${tick.toLocaleString("en-US")}/s`),
      },
    ],
    series: [
      {},
      {
        stroke: colors.accent,
        fill: colors.accent,
        width: 0,
        points: { show: false },
        ...barPaths(0.72, 12),
      },
    ],
  });
}

/** Events a second over the last three minutes, a bar each second. */
export function RateHistogram({ samples, zone }: { samples: readonly Sample[]; zone: Zone }) {
  const data = useMemo(() => series(samples, "eventsPerSecond"), [samples]);
  const options = useMemo(() => optionsFor(zone), [zone]);
  return <Chart label="Events a second over the last three minutes" height={HEIGHT} data={data} options={options} />;
}
