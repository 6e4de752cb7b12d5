import type { Group } from "../../shared/alerts.ts";
import type { Metric } from "../../shared/metrics.ts";

const OPS = { gt: "above", gte: "at or above", lt: "below", lte: "at or below" } as const;

/** One sentence with the alert's numbers: `Failed logins by country: 57 login.failed in 5m for country RO, above 50.` */
export function summarize(metric: Metric, group: Group, value: number | null, expected?: { low: number; high: number }): string {
  const who = Object.entries(group).map(([field, part]) => `${shortField(field)} ${part === null ? "(none)" : String(part)}`);
  const measured = `${measure(metric, value)} in ${metric.window.size}`;
  const limit = limitOf(metric, expected);
  return `${metric.name}: ${measured}${who.length > 0 ? ` for ${who.join(", ")}` : ""}${limit}.`;
}

function limitOf(metric: Metric, expected: { low: number; high: number } | undefined): string {
  const { condition } = metric;
  if ("op" in condition) return `, ${OPS[condition.op]} ${formatValue(metric, condition.threshold)}`;
  if ("absent" in condition) return ", where at least one is expected";
  return expected ? `, outside the expected ${formatValue(metric, expected.low)} to ${formatValue(metric, expected.high)}` : "";
}

function shortField(field: string): string {
  return field.startsWith("attributes.") ? field.slice("attributes.".length) : field;
}

function measure(metric: Metric, value: number | null): string {
  const shown = value === null ? "no value" : formatValue(metric, value);
  const types = metric.select.types.join(", ");
  const { field } = metric.aggregate;
  const kind = "absent" in metric.condition ? "count" : metric.aggregate.kind;
  if (kind === "count") return `${shown} ${types}`;
  if (kind === "ratio") return `${shown} of ${types}`;
  if (kind === "rate") return `${shown} ${types} per second`;
  return `${kind} of ${shortField(field ?? "value")} ${shown} over ${types}`;
}

/** A value of a metric in its own form: a ratio in percent. */
export function formatValue(metric: Metric, value: number): string {
  return metric.aggregate.kind === "ratio" ? `${formatNumber(value * 100)} %` : formatNumber(value);
}

/** At most four decimals, thousands separated, the same on every machine: no locale is asked. */
export function formatNumber(value: number): string {
  const rounded = Math.round(value * 10_000) / 10_000;
  if (!Number.isFinite(rounded) || Math.abs(rounded) >= 1e15) return String(value);
  const [whole = "0", fraction] = String(Math.abs(rounded)).split(".");
  const grouped = whole.includes("e") ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${rounded < 0 ? "-" : ""}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}
