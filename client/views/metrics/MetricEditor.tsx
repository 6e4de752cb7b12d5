import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { getMetric } from "../../api/metrics.ts";
import { ErrorState, Skeleton } from "../../components/ui/States.tsx";
import { MetricDraftPage } from "./MetricDraftPage.tsx";
import { seedForm } from "./seed-form.ts";

/** One metric, or a new one: its definition, and what it would have done. */
export function MetricEditor({ id }: { id: string }) {
  const isNew = id === "new";
  const [params] = useSearchParams();
  const metric = useQuery({ queryKey: ["metric", id], enabled: !isNew, queryFn: ({ signal }) => getMetric(id, signal) });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the page was opened with; later changes of the address are the page's own.
  const initial = useMemo(() => seedForm(params), []);
  if (isNew) return <MetricDraftPage saved={undefined} initial={initial} />;
  if (metric.data) return <MetricDraftPage key={metric.data.version} saved={metric.data} initial={initial} />;
  if (metric.error) return <ErrorState what="This metric could not be read" error={metric.error} onRetry={() => metric.refetch()} />;
  return <Skeleton lines={12} />;
}
