import { useMemo } from "react";
import { formatNumber } from "../../lib/format.ts";
import { type Sample, series } from "../../stores/samples.ts";
import type { Zone } from "../../stores/ui.ts";
import { timeAxis, valueAxis } from "./axis.ts";
import { Chart, type ChartColors, type ChartOptions } from "./Chart.tsx";
import { barPaths } from "./paths.ts";

const LEAST_SECONDS = 60;
const MOST_SECONDS = 180;
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
      timeAxis(colors, zone, { size: 20, gap: 4, space: 140, incrs: [15, 30, 60] }),
      valueAxis(colors, (value) => `${formatNumber(value)}/s`, { side: 1, size: 52, gap: 8, space: 28 }),
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
