import { useStore } from "zustand";
import { RateHistogram } from "../../components/chart/RateHistogram.tsx";
import { formatNumber, formatRate } from "../../lib/format.ts";
import { connectionStore } from "../../stores/connection.ts";
import { samplesStore } from "../../stores/samples.ts";
import { tailStore } from "../../stores/tail.ts";
import { uiStore } from "../../stores/ui.ts";

/** How much comes in, and how much of it the tail can show. */
export function RateHead() {
  const samples = useStore(samplesStore, (state) => state.samples);
  const rate = useStore(tailStore, (state) => state.rate);
  const zone = useStore(uiStore, (state) => state.zone);
  const perSecond = useStore(connectionStore, (state) => state.status?.eventsPerSecond ?? 0);
  const total = rate.shown + rate.skipped;
  return (
    <section className="rate" aria-labelledby="rate-title">
      <div className="rate-head">
        <h2 id="rate-title" className="muted">
          Events a second
        </h2>
        <p className="rate-value number">
          {formatRate(perSecond)}
          <span className="figure-unit">/s</span>
        </p>
        <p className="muted number">
          {rate.skipped > 0 ? `showing ${formatNumber(rate.shown)} of ${formatNumber(total)}/s` : "showing all of them"}
        </p>
      </div>
      <div className="rate-chart">
        <RateHistogram samples={samples} zone={zone} />
      </div>
    </section>
  );
}
