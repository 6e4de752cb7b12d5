import { useQuery } from "@tanstack/react-query";
import type { Alert } from "../../shared/alerts.ts";
import type { AggregateKind } from "../../shared/metrics.ts";
import { listMetrics } from "../api/metrics.ts";
import { valueText } from "../lib/alert-text.ts";

const KEPT_MS = 60_000;

/** How the alert's metric counts, which says its unit; undefined until it is known, or when the metric has been deleted. */
export function useAggregateKind(metricId: string): AggregateKind | undefined {
  const metrics = useQuery({ queryKey: ["metrics"], queryFn: ({ signal }) => listMetrics(signal), staleTime: KEPT_MS });
  return metrics.data?.get(metricId)?.aggregate.kind;
}

/** The value against its threshold, both in the metric's unit. */
export function AlertValue({ alert }: { alert: Alert }) {
  const kind = useAggregateKind(alert.metricId);
  return (
    <span className="number">
      {valueText(alert.value, kind)}
      {alert.threshold === undefined ? null : <span className="muted"> / {valueText(alert.threshold, kind)}</span>}
    </span>
  );
}
