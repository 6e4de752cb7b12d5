import { useStore } from "zustand";
import { groupText, valueText } from "../../lib/alert-text.ts";
import { metricValuesStore, worstNow } from "../../stores/metric-values.ts";
import type { MetricRow } from "./metric-rows.ts";

/** The value of the worst group against the threshold, as it changes. */
export function WorstValue({ row: { id, metric, overview } }: { row: MetricRow }) {
  const groups = useStore(metricValuesStore, ({ byMetric }) => byMetric.get(id));
  const { condition } = metric;
  const isLowBad = "op" in condition && (condition.op === "lt" || condition.op === "lte");
  const worst = worstNow(overview?.worst ?? null, groups, isLowBad);
  if (!worst) return <span className="muted">–</span>;
  const { kind } = metric.aggregate;
  const group = groupText(worst.group);
  return (
    <span className="worst" title={group === "" ? undefined : group}>
      <span className="number">
        <span className="strong">{valueText(worst.value, kind)}</span>
        {"op" in condition ? <span className="muted"> / {valueText(condition.threshold, kind)}</span> : null}
      </span>
      {group === "" ? null : <span className="worst-group muted clip">{group}</span>}
    </span>
  );
}
