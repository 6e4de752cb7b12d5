import { type Alert, OPEN_STATUSES } from "../../shared/alerts.ts";
import type { Severity } from "../../shared/events.ts";
import { SEVERITIES } from "../../shared/events.ts";
import { groupText } from "./alert-text.ts";

export const STATUS_TABS = ["open", "acknowledged", "resolved", "all"] as const;
export type StatusTab = (typeof STATUS_TABS)[number];

export const RANGES = ["1h", "6h", "24h", "7d", "all"] as const;
export type Range = (typeof RANGES)[number];
export const DEFAULT_RANGE: Range = "24h";
export const RANGE_WORDS: Readonly<Record<Range, string>> = {
  "1h": "Last hour",
  "6h": "Last 6 hours",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  all: "All time",
};
const RANGE_HOURS: Readonly<Record<Range, number | undefined>> = { "1h": 1, "6h": 6, "24h": 24, "7d": 168, all: undefined };

export interface AlertFilter {
  readonly tab: StatusTab;
  /** Empty means all. */
  readonly severities: readonly Severity[];
  readonly domains: readonly string[];
  readonly text: string;
}

/** The range of an address, the default when it names none. */
export function rangeOf(params: URLSearchParams): Range {
  return RANGES.find((range) => range === params.get("range")) ?? DEFAULT_RANGE;
}

/** The start of the range in epoch milliseconds; undefined for all time. */
export function rangeStart(range: Range, now: number): number | undefined {
  const hours = RANGE_HOURS[range];
  return hours === undefined ? undefined : now - hours * 3_600_000;
}

function list(params: URLSearchParams, name: string): string[] {
  return (params.get(name) ?? "").split(",").filter((word) => word !== "");
}

/** The filter that an address holds; unknown words are ignored. */
export function filterOf(params: URLSearchParams): AlertFilter {
  return {
    tab: STATUS_TABS.find((tab) => tab === params.get("status")) ?? "open",
    severities: SEVERITIES.filter((severity) => list(params, "severity").includes(severity)),
    domains: list(params, "domain"),
    text: params.get("q") ?? "",
  };
}

/** The address with the filter in it; what is the default is left out. */
export function withFilter(params: URLSearchParams, filter: AlertFilter): URLSearchParams {
  const next = new URLSearchParams(params);
  const put = (name: string, value: string) => (value === "" ? next.delete(name) : next.set(name, value));
  put("status", filter.tab === "open" ? "" : filter.tab);
  put("severity", filter.severities.join(","));
  put("domain", filter.domains.join(","));
  put("q", filter.text);
  return next;
}

function inTab(alert: Alert, tab: StatusTab): boolean {
  if (tab === "all") return true;
  if (tab === "open") return OPEN_STATUSES.has(alert.status);
  if (tab === "acknowledged") return alert.status === "acknowledged";
  return !OPEN_STATUSES.has(alert.status);
}

function hasText(alert: Alert, needle: string): boolean {
  const text = `${alert.metricName} ${groupText(alert.group)} ${alert.summary} ${alert.assignedTo ?? ""} ${alert.acknowledgedBy ?? ""}`;
  return text.toLowerCase().includes(needle);
}

/** Whether an alert is shown. The range narrows only closed alerts: an open one is never hidden because it is old. */
export function matches(alert: Alert, filter: AlertFilter, from: number | undefined): boolean {
  if (!inTab(alert, filter.tab)) return false;
  if (filter.severities.length > 0 && !filter.severities.includes(alert.severity)) return false;
  if (filter.domains.length > 0 && !filter.domains.includes(alert.domain)) return false;
  if (from !== undefined && !OPEN_STATUSES.has(alert.status) && Date.parse(alert.startedAt) < from) return false;
  return filter.text === "" || hasText(alert, filter.text.trim().toLowerCase());
}
