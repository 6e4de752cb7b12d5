import { useMemo } from "react";
import type { MetricPreview } from "../../../shared/backtest.ts";
import { backtestLines, valueRange } from "../../lib/backtest-series.ts";
import type { Zone } from "../../stores/ui.ts";
import { backtestOptions, PLOT_PLACE } from "./backtest-options.ts";
import { Chart, type ChartData } from "./Chart.tsx";
import { ThresholdHandle } from "./ThresholdHandle.tsx";

const HEIGHT = 240;

export interface BacktestChartProps {
  readonly preview: MetricPreview;
  /** Undefined for a condition without one. */
  readonly threshold: number | undefined;
  /** A value in the metric's unit. */
  readonly text: (value: number) => string;
  readonly zone: Zone;
  readonly onThreshold: (value: number) => void;
}

/** The values of a past time with the times in which an alert would have fired, and the threshold to be dragged. */
export function BacktestChart({ preview, threshold, text, zone, onThreshold }: BacktestChartProps) {
  const lines = useMemo(() => backtestLines(preview), [preview]);
  const values = useMemo(() => valueRange(lines, threshold), [lines, threshold]);
  const data = useMemo<ChartData>(() => [[...lines.times], ...lines.values.map((line) => [...line])], [lines]);
  const options = useMemo(() => {
    const range = [Date.parse(preview.from) / 1_000, Date.parse(preview.to) / 1_000] as const;
    return backtestOptions({ lineCount: lines.shown, range, values, alerts: preview.alerts, text, zone });
  }, [preview, lines, values, text, zone]);
  const { top, right, bottom, left } = PLOT_PLACE;
  return (
    <div className="backtest-chart">
      <Chart
        label="Values over the time it was tried out on, with the times in which an alert would have fired"
        height={HEIGHT}
        data={data}
        options={options}
      />
      {threshold === undefined ? null : (
        <div className="threshold-frame" style={{ top, right, bottom, left }}>
          <ThresholdHandle value={threshold} range={values} text={text} onChange={onThreshold} />
        </div>
      )}
    </div>
  );
}
