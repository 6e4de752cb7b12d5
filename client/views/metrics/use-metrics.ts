import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { Metric } from "../../../shared/metrics.ts";
import { enableMetric, listMetrics, metricOverviews } from "../../api/metrics.ts";
import { useLive } from "../../components/shell/live-context.ts";
import { showProblem, showToast } from "../../stores/toasts.ts";
import type { MetricRow } from "./metric-rows.ts";

/** The channel moves the values; counts, and groups that have gone, come with this. */
const OVERVIEW_EVERY_MS = 5_000;

/** Every metric with how it stands. */
export function useMetricRows() {
  const live = useLive();
  useEffect(() => live?.followMetrics(), [live]);
  const metrics = useQuery({ queryKey: ["metrics"], queryFn: ({ signal }) => listMetrics(signal) });
  const overviews = useQuery({
    queryKey: ["metric-overviews"],
    queryFn: ({ signal }) => metricOverviews(signal),
    refetchInterval: OVERVIEW_EVERY_MS,
  });
  const rows = useMemo<readonly MetricRow[]>(
    () => [...(metrics.data?.values() ?? [])].map((metric) => ({ id: metric.id, metric, overview: overviews.data?.get(metric.id) })),
    [metrics.data, overviews.data],
  );
  return { rows, metrics, overviews };
}

/** What follows from a change of a metric: everything that was read of it is read again. */
export function useMetricsChanged(): () => void {
  const client = useQueryClient();
  return () => {
    for (const key of ["metrics", "metric-overviews", "metric", "metric-versions"]) client.invalidateQueries({ queryKey: [key] });
  };
}

/** Switches metrics on and off. */
export function useEnable(): { readonly busy: string | undefined; enable(metric: Metric, isOn: boolean): Promise<void> } {
  const changed = useMetricsChanged();
  const [busy, setBusy] = useState<string>();
  const enable = async (metric: Metric, isOn: boolean) => {
    setBusy(metric.id);
    try {
      await enableMetric(metric.id, isOn);
      showToast({ tone: "ok", text: `${isOn ? "Switched on" : "Switched off"}: ${metric.name}` });
    } catch (error) {
      showProblem(`Could not switch ${metric.name} ${isOn ? "on" : "off"}`, error);
    } finally {
      setBusy(undefined);
      changed();
    }
  };
  return { busy, enable };
}
