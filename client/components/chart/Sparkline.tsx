import { useMemo } from "react";
import { type Sample, type SampleField, series } from "../../stores/samples.ts";
import { Chart, type ChartColors, type ChartOptions } from "./Chart.tsx";

const SECONDS = 300;
const HEIGHT = 40;

function options(colors: ChartColors): ChartOptions {
  return {
    cursor: { show: false },
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    padding: [3, 0, 0, 0],
    scales: {
      x: { time: false, range: (_plot, _min, max) => [max - SECONDS, max] },
      // From zero: a flat line at the bottom means nothing happens, not that nothing changes.
      y: { range: (_plot, _min, max) => [0, Math.max(max * 1.1, 1)] },
    },
    series: [{}, { stroke: colors.accent, width: 1.5, fill: `${colors.accent}1f`, spanGaps: false, points: { show: false } }],
  };
}

/** The last five minutes of one figure; silence of the stream is a gap. */
export function Sparkline({ label, samples, field }: { label: string; samples: readonly Sample[]; field: SampleField }) {
  const data = useMemo(() => series(samples, field), [samples, field]);
  return <Chart label={label} height={HEIGHT} data={data} options={options} />;
}
