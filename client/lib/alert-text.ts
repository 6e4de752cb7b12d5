import type { Alert, AlertStatus, Group } from "../../shared/alerts.ts";
import { SEVERITIES, type Severity } from "../../shared/events.ts";
import type { AggregateKind } from "../../shared/metrics.ts";
import { formatNumber } from "./format.ts";

/** Rank of a severity, most urgent last. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** From most to least urgent. */
export const SEVERITIES_DOWN: readonly Severity[] = [...SEVERITIES].reverse();

export const STATUS_WORDS: Readonly<Record<AlertStatus, string>> = {
  pending: "Pending",
  firing: "Firing",
  acknowledged: "Acknowledged",
  resolved: "Resolved",
  retracted: "Retracted",
};

function fieldName(field: string): string {
  return field.startsWith("attributes.") ? field.slice("attributes.".length) : field;
}

/** `country = RO, device = web`; empty for a metric without groups. */
export function groupText(group: Group): string {
  return Object.entries(group)
    .map(([field, value]) => `${fieldName(field)} = ${String(value)}`)
    .join(", ");
}

/** The group's values alone, for a line that has no room for their names. */
export function groupValues(group: Group): string {
  return Object.values(group)
    .map((value) => String(value))
    .join(", ");
}

/** Metric and group as one line: `Failed logins by country: RO`. */
export function alertTitle(alert: Pick<Alert, "metricName" | "group">): string {
  const values = groupValues(alert.group);
  return values === "" ? alert.metricName : `${alert.metricName}: ${values}`;
}

/** A metric's value in its unit, a share in percent; it may not exist: of nothing there is no average. */
export function valueText(value: number | null, kind?: AggregateKind): string {
  if (value === null) return "no value";
  if (kind === "ratio") return `${formatNumber(Math.round(value * 1_000) / 10)}%`;
  return kind === "rate" ? `${formatNumber(value)}/s` : formatNumber(value);
}

const PLACES = /(country|region|city|venue|market|office)$/i;

/** How a sentence joins a metric with the groups in which it fires: in a place, for anything else. */
export function groupPreposition(group: Group): "in" | "for" {
  return Object.keys(group).every((field) => PLACES.test(field)) ? "in" : "for";
}

/** Most urgent first, then newest; the id settles ties, so that an order never flickers. */
export function byUrgency(a: Alert, b: Alert): number {
  return severityRank(b.severity) - severityRank(a.severity) || byNewest(a, b);
}

export function byNewest(a: Alert, b: Alert): number {
  if (a.startedAt !== b.startedAt) return a.startedAt < b.startedAt ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}
