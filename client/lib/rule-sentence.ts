import type { Alert } from "../../shared/alerts.ts";
import type { Aggregate, Filter, Metric, ThresholdOp } from "../../shared/metrics.ts";
import { groupText, valueText } from "./alert-text.ts";
import { durationWords, formatNumber } from "./format.ts";

/** A piece of the sentence; the strong ones are the numbers that were filled in. */
export interface Piece {
  readonly text: string;
  readonly strong: boolean;
}

const OP_WORDS: Readonly<Record<ThresholdOp, string>> = { gt: "above", gte: "at or above", lt: "below", lte: "at or below" };
const FILTER_WORDS: Readonly<Record<Filter["op"], string>> = {
  eq: "=",
  ne: "≠",
  gt: ">",
  gte: "≥",
  lt: "<",
  lte: "≤",
  in: "in",
  contains: "contains",
  exists: "exists",
};

const plain = (text: string): Piece => ({ text, strong: false });
const strong = (text: string): Piece => ({ text, strong: true });

function fieldWord(field: string | undefined): string {
  return (field ?? "value").replace(/^attributes\./, "");
}

/** `country = RO and amount > 1,000`. */
export function filtersText(filters: readonly Filter[] | undefined): string {
  return (filters ?? [])
    .map(({ field, op, value }) => {
      if (op === "exists") return value === false ? `no ${fieldWord(field)}` : `a ${fieldWord(field)}`;
      const shown = Array.isArray(value) ? value.map(String).join(", ") : typeof value === "number" ? formatNumber(value) : String(value);
      return `${fieldWord(field)} ${FILTER_WORDS[op]} ${shown}`;
    })
    .join(" and ");
}

function measured(aggregate: Aggregate, value: string): Piece[] {
  const field = fieldWord(aggregate.field);
  switch (aggregate.kind) {
    case "count":
      return [strong(value), plain(value === "1" ? " event of " : " events of ")];
    case "rate":
      return [strong(value), plain(aggregate.field ? ` of ${field} over ` : " events of ")];
    case "ratio":
      return [strong(value), plain(` of the events with ${filtersText(aggregate.where)} among `)];
    case "sum":
      return [plain(`${field} adding up to `), strong(value), plain(" over ")];
    case "distinct":
      return [strong(value), plain(` different ${field} over `)];
    case "percentile":
      return [plain(`${field} with a ${aggregate.percentile}th percentile of `), strong(value), plain(" over ")];
    default:
      return [
        plain(`${{ avg: "an average", min: "a lowest", max: "a highest" }[aggregate.kind]} ${field} of `),
        strong(value),
        plain(" over "),
      ];
  }
}

function verdict({ condition, aggregate }: Pick<Metric, "condition" | "aggregate">, alert: Pick<Alert, "threshold">): Piece[] {
  if ("op" in condition) {
    return [plain(`, ${OP_WORDS[condition.op]} `), strong(valueText(alert.threshold ?? condition.threshold, aggregate.kind))];
  }
  if ("absent" in condition) return [plain(", where some were expected")];
  return [plain(", outside the expected band")];
}

/** The rule with this alert's numbers filled in: `57 events of login.failed in 5 min for country = RO, above 50`. */
export function ruleSentence(metric: Metric, alert: Pick<Alert, "value" | "threshold" | "group">): Piece[] {
  const value = valueText(alert.value, metric.aggregate.kind);
  const group = groupText(alert.group);
  const where = filtersText(metric.select.where);
  const pieces = [
    ...measured(metric.aggregate, value),
    strong(metric.select.types.join(", ")),
    ...(where === "" ? [] : [plain(` where ${where}`)]),
    plain(" in "),
    strong(durationWords(metric.window.size)),
    ...(group === "" ? [] : [plain(" for "), strong(group)]),
  ];
  const held = metric.for === undefined ? [] : [plain(", for at least "), strong(durationWords(metric.for))];
  return [...pieces, ...verdict(metric, alert), ...held, plain(".")];
}
