import { pageSchema } from "../../shared/api.ts";
import { type MetricPreview, type MetricVariant, metricPreviewSchema } from "../../shared/backtest.ts";
import { type MetricImportResult, metricImportResultSchema } from "../../shared/metric-files.ts";
import {
  type Metric,
  type MetricDraft,
  type MetricInput,
  type MetricOverview,
  type MetricValues,
  type MetricVersion,
  metricOverviewsSchema,
  metricSchema,
  metricValuesSchema,
  metricVersionSchema,
} from "../../shared/metrics.ts";
import { request, requestText } from "./http.ts";

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

const addressOf = (id: string) => `${METRICS}/${encodeURIComponent(id)}`;

export function getMetric(id: string, signal?: AbortSignal): Promise<Metric> {
  return request(metricSchema, addressOf(id), { signal });
}

/** How every metric stands now, by its id. */
export async function metricOverviews(signal?: AbortSignal): Promise<ReadonlyMap<string, MetricOverview>> {
  const { items } = await request(metricOverviewsSchema, `${METRICS}/overview`, { signal });
  return new Map(items.map((item) => [item.id, item]));
}

/** The groups of a metric nearest to its threshold, or furthest beyond it, first. */
export function metricValues(id: string, limit: number, signal?: AbortSignal): Promise<MetricValues> {
  return request(metricValuesSchema, `${addressOf(id)}/values`, { query: { limit }, signal });
}

/** The versions of a metric, newest first. */
export async function metricVersions(id: string, signal?: AbortSignal): Promise<MetricVersion[]> {
  return (await request(versionsPage, `${addressOf(id)}/versions`, { query: { limit: 500 }, signal })).items;
}

export function createMetric(input: MetricInput): Promise<Metric> {
  return request(metricSchema, METRICS, { method: "POST", body: input });
}

/** Replaces a definition; refused with a conflict when it is no longer at the version that was edited. */
export function replaceMetric(id: string, version: number, input: MetricInput): Promise<Metric> {
  return request(metricSchema, addressOf(id), { method: "PUT", body: { ...input, version } });
}

export function enableMetric(id: string, enabled: boolean): Promise<Metric> {
  return request(metricSchema, addressOf(id), { method: "PATCH", body: { enabled } });
}

export async function deleteMetric(id: string): Promise<void> {
  await requestText(addressOf(id), { method: "DELETE" });
}

export function rollbackMetric(id: string, version: number): Promise<Metric> {
  return request(metricSchema, `${addressOf(id)}/rollback`, { method: "POST", body: { version } });
}

export interface PreviewQuestion {
  readonly metric: MetricDraft;
  readonly variants?: readonly MetricVariant[];
  /** `saved`, or the number of a version. */
  readonly compareTo?: "saved" | number | undefined;
  /** Epoch milliseconds; 24 hours ago when left out. */
  readonly from?: number;
}

/** What a definition would have done from then to now. */
export function previewMetric(question: PreviewQuestion, signal?: AbortSignal): Promise<MetricPreview> {
  return request(metricPreviewSchema, `${METRICS}/preview`, { method: "POST", body: question, signal });
}

export type MetricFileFormat = "yaml" | "json";

/** All definitions as a file's text. */
export function exportMetrics(format: MetricFileFormat): Promise<string> {
  return requestText(`${METRICS}/export`, { query: { format }, accept: "*/*" });
}

/** Creates and updates metrics by name from a file's text, or only says what would be done. */
export function importMetrics(text: string, isDryRun: boolean): Promise<MetricImportResult> {
  // JSON is YAML too.
  const options = { method: "POST", body: text, contentType: "application/yaml" } as const;
  return request(metricImportResultSchema, `${METRICS}/import`, { ...options, query: { dryRun: String(isDryRun) } });
}
