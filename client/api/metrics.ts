import { pageSchema } from "../../shared/api.ts";
import { type Metric, metricSchema, metricVersionSchema } from "../../shared/metrics.ts";
import { request } from "./http.ts";

const METRICS = "/api/v1/alerts/metrics";
const versionsPage = pageSchema(metricVersionSchema);

/** The definition that raised an alert: the metric as it was at that version. Throws 404 when it has been deleted. */
export async function getMetricAt(id: string, version: number, signal?: AbortSignal): Promise<Metric> {
  const current = await request(metricSchema, `${METRICS}/${encodeURIComponent(id)}`, { signal });
  if (current.version === version) return current;
  const versions = await request(versionsPage, `${METRICS}/${encodeURIComponent(id)}/versions`, { query: { limit: 500 }, signal });
  return versions.items.find((entry) => entry.version === version)?.metric ?? current;
}

const metricsPage = pageSchema(metricSchema);

/** Every metric by its id. */
export async function listMetrics(signal?: AbortSignal): Promise<ReadonlyMap<string, Metric>> {
  const metrics = new Map<string, Metric>();
  let cursor: string | undefined;
  do {
    const page = await request(metricsPage, METRICS, { query: { limit: 500, cursor }, signal });
    for (const metric of page.items) metrics.set(metric.id, metric);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return metrics;
}
