import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { MetricVariant } from "../../../shared/backtest.ts";
import type { MetricInput } from "../../../shared/metrics.ts";
import { previewMetric } from "../../api/metrics.ts";
import { useSettled } from "../../lib/use-settled.ts";

const SETTLED_MS = 400;
const HOUR_MS = 3_600_000;
const FACTORS = [0.5, 0.75, 1.25, 1.5, 2];

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** Other thresholds to be tried in the same pass, the recovery moved along with them. */
export function variantsOf({ condition, recoverAt }: MetricInput): MetricVariant[] {
  if (!("op" in condition) || condition.threshold === 0) return [];
  const { threshold } = condition;
  return FACTORS.map((factor) => ({
    threshold: rounded(threshold * factor),
    ...(recoverAt === undefined ? {} : { recoverAt: recoverAt * (rounded(threshold * factor) / threshold) }),
  }));
}

/** What the definition would have done in the last hours, asked for once nothing has been typed for a moment. */
export function usePreview(id: string | undefined, input: MetricInput | undefined, compareTo: number | undefined, hours: number) {
  const text = useMemo(() => (input ? JSON.stringify(input) : undefined), [input]);
  const settled = useSettled(text, SETTLED_MS);
  const query = useQuery({
    queryKey: ["preview", id, settled, compareTo, hours],
    enabled: settled !== undefined,
    queryFn: ({ signal }) => {
      // A switched-off metric is tried out as if it were on.
      const metric = { ...(JSON.parse(settled ?? "") as MetricInput), enabled: true };
      const tried = { variants: variantsOf(metric), from: Date.now() - hours * HOUR_MS };
      if (id === undefined) return previewMetric({ ...tried, metric }, signal);
      return previewMetric({ ...tried, metric: { ...metric, id }, compareTo: compareTo ?? "saved" }, signal);
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const of = useMemo(() => (settled === undefined ? undefined : (JSON.parse(settled) as MetricInput)), [settled]);
  return { ...query, of, isBehind: settled !== text || query.isPlaceholderData || query.isFetching };
}
