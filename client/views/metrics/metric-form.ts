import type { Severity } from "../../../shared/events.ts";
import type { AggregateKind, Filter, MetricInput, ThresholdOp } from "../../../shared/metrics.ts";
import { filterValueText, parseFilterValue } from "../../lib/filter-values.ts";

/** A filter as it is typed; `key` tells the rows apart while they come and go. */
export interface FilterRow {
  readonly key: number;
  readonly field: string;
  readonly op: Filter["op"];
  readonly value: string;
}

export interface LabelRow {
  readonly key: number;
  readonly name: string;
  readonly value: string;
}

export type ConditionKind = "threshold" | "anomaly" | "absent";

/** A definition as it is typed: all text, so that nothing is lost between two keys. */
export interface MetricForm {
  readonly name: string;
  readonly description: string;
  readonly domain: string;
  readonly severity: Severity;
  readonly enabled: boolean;
  readonly types: string;
  readonly where: readonly FilterRow[];
  readonly kind: AggregateKind;
  readonly field: string;
  readonly percentile: string;
  readonly share: readonly FilterRow[];
  readonly groupBy: string;
  readonly size: string;
  readonly slide: string;
  readonly condition: ConditionKind;
  readonly op: ThresholdOp;
  readonly threshold: string;
  readonly direction: "up" | "down" | "both";
  readonly sensitivity: "low" | "medium" | "high";
  readonly for: string;
  readonly recoverAt: string;
  readonly cooldown: string;
  readonly labels: readonly LabelRow[];
  readonly runbookUrl: string;
}

let nextKey = 1;
export const newKey = (): number => nextKey++;

export const EMPTY_FORM: MetricForm = {
  name: "",
  description: "",
  domain: "operations",
  severity: "medium",
  enabled: true,
  types: "",
  where: [],
  kind: "count",
  field: "",
  percentile: "95",
  share: [],
  groupBy: "",
  size: "5m",
  slide: "",
  condition: "threshold",
  op: "gt",
  threshold: "",
  direction: "up",
  sensitivity: "medium",
  for: "",
  recoverAt: "",
  cooldown: "",
  labels: [],
  runbookUrl: "",
};

const rowsOf = (filters: readonly Filter[] | undefined): FilterRow[] =>
  (filters ?? []).map(({ field, op, value }) => ({ key: newKey(), field, op, value: filterValueText(value) }));

function conditionForm({ condition }: MetricInput): Partial<MetricForm> {
  if ("op" in condition) return { condition: "threshold", op: condition.op, threshold: String(condition.threshold) };
  if ("absent" in condition) return { condition: "absent" };
  return { condition: "anomaly", ...condition.anomaly };
}

const numberText = (value: number | undefined) => (value === undefined ? "" : String(value));

/** The form of a definition. */
export function formOf(metric: MetricInput): MetricForm {
  const { select, aggregate, window } = metric;
  return {
    ...EMPTY_FORM,
    name: metric.name,
    description: metric.description ?? "",
    domain: metric.domain,
    severity: metric.severity,
    enabled: metric.enabled,
    types: select.types.join(", "),
    where: rowsOf(select.where),
    kind: aggregate.kind,
    field: aggregate.field ?? "",
    percentile: numberText(aggregate.percentile) || EMPTY_FORM.percentile,
    share: rowsOf(aggregate.where),
    groupBy: (metric.groupBy ?? []).join(", "),
    size: window.size,
    slide: window.slide ?? "",
    ...conditionForm(metric),
    for: metric.for ?? "",
    recoverAt: numberText(metric.recoverAt),
    cooldown: metric.cooldown ?? "",
    labels: Object.entries(metric.labels ?? {}).map(([name, value]) => ({ key: newKey(), name, value })),
    runbookUrl: metric.runbookUrl ?? "",
  };
}

const list = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** A number that cannot be read stays a text, which the schema then refuses at its place. */
function numberOf(text: string): unknown {
  const typed = text.trim();
  if (typed === "") return undefined;
  return Number.isFinite(Number(typed)) ? Number(typed) : typed;
}

function filtersOf(rows: readonly FilterRow[]): unknown[] | undefined {
  if (rows.length === 0) return undefined;
  return rows.map(({ field, op, value }) => withoutEmpty({ field: field.trim(), op, value: parseFilterValue(op, value) }));
}

function conditionOf({ condition, op, threshold, direction, sensitivity }: MetricForm): unknown {
  if (condition === "absent") return { absent: true };
  if (condition === "anomaly") return { anomaly: { direction, sensitivity } };
  return withoutEmpty({ op, threshold: numberOf(threshold) });
}

export const takesField = (kind: AggregateKind): boolean => kind !== "count" && kind !== "ratio";

function aggregateOf({ kind, field, percentile, share }: MetricForm): unknown {
  return withoutEmpty({
    kind,
    field: takesField(kind) ? field.trim() : undefined,
    percentile: kind === "percentile" ? numberOf(percentile) : undefined,
    where: kind === "ratio" ? filtersOf(share) : undefined,
  });
}

function withoutEmpty(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined && each !== ""));
}

/** The definition in a form; whether it is a right one is for the schema to say. */
export function definitionOf(form: MetricForm): Record<string, unknown> {
  const groupBy = list(form.groupBy);
  const labels = form.labels.filter(({ name }) => name.trim() !== "").map(({ name, value }) => [name.trim(), value]);
  return withoutEmpty({
    name: form.name.trim(),
    description: form.description.trim(),
    domain: form.domain.trim(),
    severity: form.severity,
    enabled: form.enabled,
    select: withoutEmpty({ types: list(form.types), where: filtersOf(form.where) }),
    aggregate: aggregateOf(form),
    groupBy: groupBy.length > 0 ? groupBy : undefined,
    window: withoutEmpty({ size: form.size.trim(), slide: form.slide.trim() }),
    condition: conditionOf(form),
    for: form.for.trim(),
    recoverAt: form.condition === "threshold" ? numberOf(form.recoverAt) : undefined,
    cooldown: form.cooldown.trim(),
    labels: labels.length > 0 ? Object.fromEntries(labels) : undefined,
    runbookUrl: form.runbookUrl.trim(),
  });
}
