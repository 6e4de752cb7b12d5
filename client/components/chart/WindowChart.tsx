import { Table2 } from "lucide-react";
import { useMemo, useState } from "react";
import { formatNumber } from "../../lib/format.ts";
import type { WindowSeries } from "../../lib/window-series.ts";
import { Button } from "../ui/Button.tsx";
import { Chart } from "./Chart.tsx";
import { WindowTable } from "./WindowTable.tsx";
import { type WindowPlot, windowData, windowOptions } from "./window-options.ts";

const HEIGHT = 184;

export interface WindowChartProps extends WindowPlot {
  /** What a bar counts: `events in each 5 s`. */
  readonly barWord: string;
}

function Legend({ series, barWord }: { series: WindowSeries; barWord: string }) {
  const highest = Math.max(...series.bars.map((bar) => bar ?? 0));
  return (
    <div className="chart-legend">
      <span className="chart-key">
        <svg width="10" height="10" aria-hidden="true">
          <rect width="10" height="10" rx="2" fill="var(--muted)" />
        </svg>
        {barWord}
        {series.running ? `, at most ${formatNumber(highest)}` : ""}
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
  );
}

/** What was counted in the alert's window, slide by slide, how it added up, and the threshold it crossed. */
export function WindowChart({ series, threshold, thresholdText, zone, barWord }: WindowChartProps) {
  const [isTable, setTable] = useState(false);
  const data = useMemo(() => windowData(series), [series]);
  const options = useMemo(() => windowOptions({ series, threshold, thresholdText, zone }), [series, threshold, thresholdText, zone]);
  const label = `${barWord}${threshold === undefined ? "" : `, threshold ${thresholdText}`}`;
  return (
    <div>
      <div className="chart-head">
        <Legend series={series} barWord={barWord} />
        <Button className="button-small" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          <Table2 size={14} aria-hidden="true" />
          {isTable ? "View as chart" : "View as table"}
        </Button>
      </div>
      {isTable ? (
        <WindowTable series={series} zone={zone} barWord={barWord} height={HEIGHT} />
      ) : (
        <Chart label={label} height={HEIGHT} data={data} options={options} />
      )}
    </div>
  );
}
