import type { Metric, MetricOverview, MetricState } from "../../../shared/metrics.ts";
import { severityRank } from "../../lib/alert-text.ts";

/** A metric as the list shows it. */
export interface MetricRow {
  readonly id: string;
  readonly metric: Metric;
  /** Undefined until the overview has been read, or for a metric that is newer than it. */
  readonly overview: MetricOverview | undefined;
}

export const METRIC_TABS = ["all", "firing", "quiet", "off"] as const;
export type MetricTab = (typeof METRIC_TABS)[number];

export const METRIC_SORTS = ["fires", "name", "state"] as const;
export type MetricSort = (typeof METRIC_SORTS)[number];

export interface MetricFilter {
  readonly tab: MetricTab;
  readonly domains: readonly string[];
  readonly text: string;
  readonly sort: MetricSort;
}

/** The filter that an address holds; unknown words are ignored. */
export function metricFilterOf(params: URLSearchParams): MetricFilter {
  return {
    tab: METRIC_TABS.find((tab) => tab === params.get("state")) ?? "all",
    domains: (params.get("domain") ?? "").split(",").filter((word) => word !== ""),
    text: params.get("q") ?? "",
    sort: METRIC_SORTS.find((sort) => sort === params.get("sort")) ?? "fires",
  };
}

/** The address with the filter in it; what is the default is left out. */
export function withMetricFilter(params: URLSearchParams, filter: MetricFilter): URLSearchParams {
  const next = new URLSearchParams(params);
  const put = (name: string, value: string) => (value === "" ? next.delete(name) : next.set(name, value));
  put("state", filter.tab === "all" ? "" : filter.tab);
  put("domain", filter.domains.join(","));
  put("q", filter.text);
  put("sort", filter.sort === "fires" ? "" : filter.sort);
  return next;
}

/** Before the engine has said how it stands, a metric is what its switch says. */
export function stateOf({ metric, overview }: MetricRow): MetricState {
  if (!metric.enabled) return "off";
  return overview?.state ?? "no_data";
}

const IN_TAB: Readonly<Record<Exclude<MetricTab, "all">, readonly MetricState[]>> = {
  firing: ["firing", "pending"],
  quiet: ["quiet", "no_data"],
  off: ["off", "failed"],
};

export function inTab(row: MetricRow, tab: MetricTab): boolean {
  return tab === "all" || IN_TAB[tab].includes(stateOf(row));
}

export function fitsText({ metric }: MetricRow, { domains, text }: Pick<MetricFilter, "domains" | "text">): boolean {
  if (domains.length > 0 && !domains.includes(metric.domain)) return false;
  const content = `${metric.name} ${metric.description ?? ""} ${metric.select.types.join(" ")} ${metric.groupBy?.join(" ") ?? ""}`;
  return content.toLowerCase().includes(text.trim().toLowerCase());
}

const STATE_RANK: Readonly<Record<MetricState, number>> = { firing: 0, pending: 1, failed: 2, quiet: 3, no_data: 4, off: 5 };

function byName(a: MetricRow, b: MetricRow): number {
  return a.metric.name.localeCompare(b.metric.name) || (a.id < b.id ? -1 : 1);
}

function bySeverity(a: MetricRow, b: MetricRow): number {
  return severityRank(b.metric.severity) - severityRank(a.metric.severity);
}

const ORDERS: Readonly<Record<MetricSort, (a: MetricRow, b: MetricRow) => number>> = {
  fires: (a, b) => (b.overview?.firesPerDay ?? 0) - (a.overview?.firesPerDay ?? 0),
  name: () => 0,
  state: (a, b) => STATE_RANK[stateOf(a)] - STATE_RANK[stateOf(b)] || bySeverity(a, b),
};

/** The rows that are wanted, in their order; ties by name, so that an order never flickers. */
export function metricRows(rows: readonly MetricRow[], filter: MetricFilter): MetricRow[] {
  return rows.filter((row) => inTab(row, filter.tab) && fitsText(row, filter)).sort((a, b) => ORDERS[filter.sort](a, b) || byName(a, b));
}
