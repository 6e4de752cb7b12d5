import { useMemo } from "react";
import { type Sample, type SampleField, series } from "../../stores/samples.ts";
import type { Zone } from "../../stores/ui.ts";
import { timeAxis, valueAxis } from "./axis.ts";
import { Chart, type ChartColors, type ChartOptions } from "./Chart.tsx";

const LEAST_SECONDS = 60;
const MOST_SECONDS = 600;
const HEIGHT = 132;

function optionsFor(zone: Zone, text: (value: number) => string): (colors: ChartColors) => ChartOptions {
  return (colors) => ({
    cursor: { show: false },
    legend: { show: false },
    padding: [8, 12, 0, 0],
    scales: {
      x: { time: false, range: (_plot, min, max) => [max - Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, max - min)), max] },
      y: { range: (_plot, _min, max) => [0, Math.max(max * 1.15, 4)] },
    },
    axes: [
      timeAxis(colors, zone, { size: 22, gap: 5, space: 96, incrs: [15, 30, 60, 120] }),
      valueAxis(colors, text, { size: 60, gap: 6, space: 32 }),
    ],
    series: [{}, { stroke: colors.accent, width: 1.5, fill: `${colors.accent}1f`, spanGaps: false, points: { show: false } }],
  });
}

/** The last ten minutes of a figure that comes every second; silence of the stream is a gap. `text` must keep its identity. */
export function StreamChart({
  label,
  samples,
  field,
  zone,
  text,
}: {
  label: string;
  samples: readonly Sample[];
  field: SampleField;
  zone: Zone;
  text: (value: number) => string;
}) {
  const data = useMemo(() => series(samples, field), [samples, field]);
  const options = useMemo(() => optionsFor(zone, text), [zone, text]);
  return <Chart label={label} height={HEIGHT} data={data} options={options} />;
}
