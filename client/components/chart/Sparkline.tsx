import { useMemo } from "react";
import { type Sample, type SampleField, series } from "../../stores/samples.ts";
import { Chart, type ChartColors, type ChartOptions } from "./Chart.tsx";

/** Shows what there is, but at least a minute of it, so that the first seconds are not stretched into a trend. */
const LEAST_SECONDS = 60;
const MOST_SECONDS = 300;
const HEIGHT = 40;

function options(colors: ChartColors): ChartOptions {
  return {
    cursor: { show: false },
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    padding: [3, 0, 2, 0],
    scales: {
      x: { time: false, range: (_plot, min, max) => [max - Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, max - min)), max] },
      // From zero: a flat line at the bottom means nothing happens, not that nothing changes.
      y: { range: (_plot, _min, max) => [0, Math.max(max * 1.1, 1)] },
    },
    series: [{}, { stroke: colors.accent, width: 1.5, fill: `${colors.accent}1f`, spanGaps: false, points: { show: false } }],
  };
}

export interface SparklineProps {
  readonly label: string;
  readonly samples: readonly Sample[];
  readonly field: SampleField;
  /** Two samples further apart have a gap between them; for samples that come more rarely than once a second. */
  readonly gapSeconds?: number;
}

/** The last five minutes of one figure; silence of the stream is a gap. */
export function Sparkline({ label, samples, field, gapSeconds }: SparklineProps) {
  const data = useMemo(() => series(samples, field, gapSeconds), [samples, field, gapSeconds]);
  return <Chart label={label} height={HEIGHT} data={data} options={options} />;
}
