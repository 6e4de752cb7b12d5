import type { Metric } from "../../shared/metrics.ts";

/** Whether a definition reads any attribute of an event. */
export function readsAttributes({ select, aggregate, groupBy = [] }: Metric): boolean {
  const filters = [...(select.where ?? []), ...(aggregate.where ?? [])];
  const fields = [...groupBy, ...filters.map(({ field }) => field), aggregate.field ?? ""];
  return fields.some((field) => field.startsWith("attributes."));
}
