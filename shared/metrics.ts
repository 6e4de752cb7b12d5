import { z } from "zod";
import { attributeValueSchema, severitySchema } from "./events.ts";
import { durationMs, durationSchema, isoSchema, parseDuration } from "./time.ts";

/** Bounds of a metric's definition. */
export const METRIC_LIMITS = {
  /** A window may have this many panes (window size / slide). */
  panes: 1_440,
  /** The same for aggregates whose pane is a sketch. */
  sketchPanes: 120,
  defaultPanes: 60,
  minDefaultSlideMs: 1_000,
  maxWindowMs: 31 * 86_400_000,
  groupBy: 5,
  where: 20,
  types: 50,
} as const;

/** Kebab-case words, as catalog domains are named. */
export const domainSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, "expected a domain such as security, compliance, risk, operations or general")
  .meta({ example: "security" });

/** An event field that a metric may read. */
export const fieldSchema = z
  .string()
  .max(160)
  .regex(/^(value|severity|userId|source|type|attributes\..+)$/, "expected value, severity, userId, source, type or attributes.<name>")
  .meta({ id: "EventField", example: "attributes.country" });
export type EventField = "value" | "severity" | "userId" | "source" | "type" | `attributes.${string}`;

const typePatternSchema = z
  .string()
  .max(128)
  .regex(
    /^([a-z0-9_-]+(\.[a-z0-9_-]+)*(\.?\*)?|\*)$/,
    "expected an event type such as login.failed, or a beginning of one and *, such as payment.*",
  );

export const FILTER_OPS = ["eq", "ne", "gt", "gte", "lt", "lte", "in", "contains", "exists"] as const;

export const filterSchema = z
  .strictObject({
    field: fieldSchema,
    op: z.enum(FILTER_OPS),
    value: z.union([attributeValueSchema, z.array(attributeValueSchema).min(1).max(500)]).optional(),
  })
  .superRefine((filter, context) => {
    const issue = (message: string) => context.addIssue({ code: "custom", path: ["value"], message });
    const { op, value } = filter;
    if (op === "exists") {
      if (value !== undefined && typeof value !== "boolean") issue("exists takes true or false");
    } else if (op === "in") {
      if (!Array.isArray(value)) issue("in takes an array of values");
    } else if (value === undefined) issue("required");
    else if (Array.isArray(value)) issue(`${op} takes one value, not an array`);
    else if ((op === "gt" || op === "gte" || op === "lt" || op === "lte") && typeof value !== "number") issue(`${op} takes a number`);
    else if (op === "contains" && typeof value !== "string") issue("contains takes a string");
  })
  .meta({ id: "Filter" });
export type Filter = z.infer<typeof filterSchema>;

const filtersSchema = z.array(filterSchema).max(METRIC_LIMITS.where);

export const AGGREGATE_KINDS = ["count", "sum", "avg", "min", "max", "distinct", "percentile", "rate", "ratio"] as const;
export type AggregateKind = (typeof AGGREGATE_KINDS)[number];
const NEEDS_FIELD: ReadonlySet<string> = new Set(["sum", "avg", "min", "max", "distinct", "percentile"]);

export const aggregateSchema = z
  .strictObject({
    kind: z.enum(AGGREGATE_KINDS),
    field: fieldSchema.optional(),
    percentile: z.number().min(0).max(100).optional(),
    where: filtersSchema.optional(),
  })
  .superRefine((aggregate, context) => {
    const { kind } = aggregate;
    if (NEEDS_FIELD.has(kind) && !aggregate.field) context.addIssue({ code: "custom", path: ["field"], message: `${kind} needs a field` });
    if ((kind === "count" || kind === "ratio") && aggregate.field)
      context.addIssue({ code: "custom", path: ["field"], message: `${kind} takes no field` });
    if (kind === "percentile" && aggregate.percentile === undefined)
      context.addIssue({ code: "custom", path: ["percentile"], message: "required with kind percentile" });
    if (kind !== "percentile" && aggregate.percentile !== undefined)
      context.addIssue({ code: "custom", path: ["percentile"], message: "only with kind percentile" });
    if (kind === "ratio" && !aggregate.where?.length)
      context.addIssue({ code: "custom", path: ["where"], message: "ratio needs the conditions whose share it is" });
    if (kind !== "ratio" && aggregate.where)
      context.addIssue({ code: "custom", path: ["where"], message: "only with kind ratio; select.where narrows every kind" });
  })
  .meta({ id: "Aggregate", description: "rate is per second; ratio is the share of the selected events that meet `where`." });
export type Aggregate = z.infer<typeof aggregateSchema>;

export const THRESHOLD_OPS = ["gt", "gte", "lt", "lte"] as const;
export type ThresholdOp = (typeof THRESHOLD_OPS)[number];

export const thresholdConditionSchema = z.strictObject({ op: z.enum(THRESHOLD_OPS), threshold: z.number() });
export const anomalyConditionSchema = z.strictObject({
  anomaly: z.strictObject({ direction: z.enum(["up", "down", "both"]), sensitivity: z.enum(["low", "medium", "high"]) }),
});
export const absentConditionSchema = z.strictObject({ absent: z.literal(true) });

export const conditionSchema = z
  .union([thresholdConditionSchema, anomalyConditionSchema, absentConditionSchema], {
    error: "expected {op, threshold}, {anomaly: {direction, sensitivity}} or {absent: true}",
  })
  .meta({ id: "Condition" });
export type Condition = z.infer<typeof conditionSchema>;

const windowSchema = z.strictObject({ size: durationSchema, slide: durationSchema.optional() });

const definitionShape = {
  name: z.string().trim().min(1).max(120),
  description: z.string().max(2_000).optional(),
  domain: domainSchema,
  severity: severitySchema,
  enabled: z.boolean().default(true),
  select: z.strictObject({
    types: z.array(typePatternSchema).min(1).max(METRIC_LIMITS.types),
    where: filtersSchema.optional(),
  }),
  aggregate: aggregateSchema,
  groupBy: z.array(fieldSchema).max(METRIC_LIMITS.groupBy).optional(),
  window: windowSchema,
  condition: conditionSchema,
  for: durationSchema.optional().meta({ description: "How long the condition must hold before the alert fires." }),
  recoverAt: z.number().optional().meta({ description: "The value at which a firing alert recovers; the threshold when left out." }),
  cooldown: durationSchema.optional().meta({ description: "A breach this soon after the resolve reopens the same alert." }),
  labels: z.record(z.string().min(1).max(64), z.string().max(256)).optional(),
  runbookUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
};

/** The slide of a window that names none: size/60, at least 1 s, rounded up to a divisor of the size. */
export function defaultSlideMs(sizeMs: number): number {
  for (let panes = METRIC_LIMITS.defaultPanes; panes > 1; panes--) {
    if (sizeMs % panes === 0 && sizeMs / panes >= METRIC_LIMITS.minDefaultSlideMs) return sizeMs / panes;
  }
  return sizeMs;
}

/** Size and slide of a window in milliseconds. */
export function windowMs(window: { size: string; slide?: string | undefined }): { sizeMs: number; slideMs: number } {
  const sizeMs = durationMs(window.size);
  return { sizeMs, slideMs: window.slide ? durationMs(window.slide) : defaultSlideMs(sizeMs) };
}

type Definition = z.infer<z.ZodObject<typeof definitionShape>>;

function checkWindow(metric: Definition, context: z.RefinementCtx): void {
  const size = parseDuration(metric.window.size);
  if (size === undefined) return;
  const issue = (path: string[], message: string) => context.addIssue({ code: "custom", path: ["window", ...path], message });
  if (size === 0) return issue(["size"], "must be longer than 0");
  if (size > METRIC_LIMITS.maxWindowMs) return issue(["size"], "at most 31d");
  const slide = metric.window.slide === undefined ? defaultSlideMs(size) : parseDuration(metric.window.slide);
  if (slide === undefined) return;
  if (slide === 0) return issue(["slide"], "must be longer than 0");
  if (size % slide !== 0) return issue(["slide"], "must divide the size");
  const sketch = metric.aggregate.kind === "distinct" || metric.aggregate.kind === "percentile";
  const most = sketch ? METRIC_LIMITS.sketchPanes : METRIC_LIMITS.panes;
  if (size / slide > most)
    issue(["slide"], `size/slide is ${size / slide}, at most ${most}${sketch ? ` for ${metric.aggregate.kind}` : ""}`);
}

function checkRecovery(metric: Definition, context: z.RefinementCtx): void {
  if (metric.recoverAt === undefined) return;
  const issue = (message: string) => context.addIssue({ code: "custom", path: ["recoverAt"], message });
  if (!("op" in metric.condition)) return issue("only with a threshold");
  const { op, threshold } = metric.condition;
  if ((op === "gt" || op === "gte") && metric.recoverAt > threshold) issue("must not be above the threshold");
  if ((op === "lt" || op === "lte") && metric.recoverAt < threshold) issue("must not be below the threshold");
}

function checkDefinition(metric: Definition, context: z.RefinementCtx): void {
  checkWindow(metric, context);
  checkRecovery(metric, context);
  const seen = new Set<string>();
  metric.groupBy?.forEach((field, index) => {
    if (seen.has(field)) context.addIssue({ code: "custom", path: ["groupBy", index], message: "listed twice" });
    seen.add(field);
  });
  if (metric.cooldown && durationMs(metric.cooldown) > METRIC_LIMITS.maxWindowMs) {
    context.addIssue({ code: "custom", path: ["cooldown"], message: "at most 31d" });
  }
}

/** What a client sends to create or replace a metric. */
export const metricInputSchema = z.strictObject(definitionShape).superRefine(checkDefinition).meta({ id: "MetricInput" });
export type MetricInput = z.infer<typeof metricInputSchema>;

/** A definition to be tried out: as it would be sent, or a metric as it was read and then edited. */
export const metricDraftSchema = z
  .strictObject({
    ...definitionShape,
    id: z.string().min(1).max(128).optional(),
    version: z.int().optional(),
    createdAt: z.string().optional(),
    updatedAt: z.string().optional(),
  })
  .superRefine(checkDefinition)
  .meta({ id: "MetricDraft" });
export type MetricDraft = z.infer<typeof metricDraftSchema>;

/** A PATCH: any of the fields; `null` removes an optional one. The result must fit {@link metricInputSchema}. */
export const metricPatchSchema = z.record(z.string(), z.unknown()).meta({
  id: "MetricPatch",
  description: "Any fields of a metric; null removes an optional one. The merged definition is validated as a whole.",
});

export const metricSchema = z
  .object({ id: z.string(), ...definitionShape, enabled: z.boolean(), version: z.int(), createdAt: isoSchema, updatedAt: isoSchema })
  .meta({ id: "Metric" });
export type Metric = z.infer<typeof metricSchema>;

export const metricVersionSchema = z
  .object({ version: z.int(), metric: metricSchema, at: isoSchema, actor: z.string() })
  .meta({ id: "MetricVersion" });
export type MetricVersion = z.infer<typeof metricVersionSchema>;

/** The newest value of one group of a metric, as the `metrics` channel carries it. */
export const metricValueSchema = z
  .object({ metricId: z.string(), group: z.record(z.string(), attributeValueSchema), value: z.number().nullable(), windowEnd: isoSchema })
  .meta({ id: "MetricValue" });
export type MetricValue = z.infer<typeof metricValueSchema>;

export const METRIC_STATES = ["firing", "pending", "quiet", "no_data", "off", "failed"] as const;
export const metricStateSchema = z.enum(METRIC_STATES).meta({
  id: "MetricState",
  description:
    "firing and pending by its open alerts; quiet without one; no_data while no group is known; off when it is disabled; failed when the engine has switched it off.",
});
export type MetricState = z.infer<typeof metricStateSchema>;

/** How a metric stands, and how often it fires; `GET /api/v1/alerts/metrics/overview`. */
export const metricOverviewSchema = z
  .object({
    id: z.string(),
    state: metricStateSchema,
    worst: metricValueSchema
      .omit({ metricId: true })
      .nullable()
      .meta({ description: "The group nearest to the threshold, or furthest beyond it, now." }),
    groups: z.int().meta({ description: "How many groups have a window now; metrics of one selection, key and window share them." }),
    firing: z.int().meta({ description: "Alerts that are firing or acknowledged." }),
    pending: z.int(),
    fires: z.int().meta({ description: "Alerts that have started since `firesSince`, without pending and retracted ones." }),
    firesSince: isoSchema.meta({
      description: "Seven days ago, or when the metric was made or the kept history begins, if that is later.",
    }),
    firesPerDay: z.number().meta({ description: "`fires` by the days since `firesSince`, of which there is at least one." }),
    lastFiredAt: isoSchema.nullable(),
  })
  .meta({ id: "MetricOverview" });
export type MetricOverview = z.infer<typeof metricOverviewSchema>;

export const metricOverviewsSchema = z.object({ items: z.array(metricOverviewSchema) }).meta({ id: "MetricOverviews" });
export type MetricOverviews = z.infer<typeof metricOverviewsSchema>;

/** `GET /api/v1/alerts/metrics/{id}/values`: the groups nearest to the threshold, or furthest beyond it, first. */
export const metricValuesSchema = z
  .object({ items: z.array(metricValueSchema), groups: z.int().meta({ description: "How many groups there are in all." }) })
  .meta({ id: "MetricValues" });
export type MetricValues = z.infer<typeof metricValuesSchema>;
