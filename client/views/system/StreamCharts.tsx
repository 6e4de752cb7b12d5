import { useStore } from "zustand";
import { StreamChart } from "../../components/chart/StreamChart.tsx";
import { Panel } from "../../components/ui/Page.tsx";
import { formatLag, formatNumber, formatRate } from "../../lib/format.ts";
import { type SampleField, samplesStore } from "../../stores/samples.ts";
import { uiStore } from "../../stores/ui.ts";

const perSecond = (value: number) => `${formatRate(value)}/s`;

const CHARTS: readonly { readonly field: SampleField; readonly title: string; readonly text: (value: number) => string }[] = [
  { field: "lagMs", title: "Lag", text: formatLag },
  { field: "pending", title: "Waiting events", text: formatNumber },
  { field: "eventsPerSecond", title: "Events a second", text: perSecond },
];

/** How far behind the engine is, as the status channel tells it every second. */
export function StreamCharts() {
  const samples = useStore(samplesStore, (state) => state.samples);
  const zone = useStore(uiStore, (state) => state.zone);
  return (
    <div className="stream-charts">
      {CHARTS.map(({ field, title, text }) => (
        <Panel
          key={field}
          id={`chart-${field}`}
          title={title}
          side={<span className="muted number">{text(samples.at(-1)?.[field] ?? 0)}</span>}
        >
          <div className="stream-chart">
            <StreamChart label={`${title} over the last ten minutes`} samples={samples} field={field} zone={zone} text={text} />
          </div>
        </Panel>
      ))}
    </div>
  );
}
