import { z } from "zod";
import { alertSchema, groupSchema } from "./alerts.ts";
import { metricDraftSchema } from "./metrics.ts";
import { durationSchema, instantSchema, isoSchema } from "./time.ts";

/** Bounds of a backtest and of its answer. */
export const BACKTEST_LIMITS = {
  defaultRangeMs: 86_400_000,
  variants: 500,
  /** Points of one group's series. */
  points: 500,
  /** Groups with a series: those furthest beyond the threshold. */
  groups: 20,
  /** Alerts listed: the newest. */
  alerts: 1_000,
  /** Spans of one alert: the newest. */
  spans: 100,
} as const;

const variantSchema = z
  .strictObject({ threshold: z.number().optional(), recoverAt: z.number().optional(), for: durationSchema.optional() })
  .meta({ id: "MetricVariant", description: "What is left out is as in the metric." });
export type MetricVariant = z.infer<typeof variantSchema>;

export const metricPreviewInputSchema = z
  .strictObject({
    metric: metricDraftSchema,
    from: instantSchema.optional(),
    to: instantSchema.optional(),
    variants: z.array(variantSchema).max(BACKTEST_LIMITS.variants).optional(),
    compareTo: z
      .union([z.string().min(1).max(128), z.int().min(1)])
      .optional()
      .meta({
        description:
          "`saved`: the stored version of this metric (by its id, else by its name); a number: that version of it; else a metric's id.",
      }),
  })
  .meta({ id: "MetricPreviewInput" });
export type MetricPreviewInput = z.infer<typeof metricPreviewInputSchema>;

const spanSchema = z.object({ from: isoSchema, to: isoSchema.nullable().meta({ description: "null: firing to the end of the range." }) });

/** An alert in its last state, with the times in which it was firing, as they would have been seen live. */
const rehearsedAlertSchema = alertSchema.extend({ spans: z.array(spanSchema) }).meta({ id: "RehearsedAlert" });
export type RehearsedAlert = z.infer<typeof rehearsedAlertSchema>;

const movedAlertSchema = rehearsedAlertSchema
  .extend({ was: z.object({ startedAt: isoSchema, resolvedAt: isoSchema.optional() }) })
  .meta({ id: "MovedAlert", description: "Found by both definitions, with another beginning or end." });
export type MovedAlert = z.infer<typeof movedAlertSchema>;

const seriesSchema = z.object({ group: groupSchema, points: z.array(z.object({ at: isoSchema, value: z.number().nullable() })) });
export type Series = z.infer<typeof seriesSchema>;

/** What a metric's definition would have done over stored events. */
export const metricPreviewSchema = z
  .object({
    from: isoSchema,
    to: isoSchema,
    step: durationSchema.meta({ description: "Between two points of a series; a multiple of the window's slide." }),
    series: z
      .array(seriesSchema)
      .meta({ description: "The groups furthest beyond the threshold; a point is the value furthest in its step." }),
    omittedGroups: z.int(),
    alerts: z.array(rehearsedAlertSchema).meta({ description: "Those that fired or are pending at the end, the newest first." }),
    omittedAlerts: z.int(),
    evaluatedEvents: z.int().meta({ description: "Events of the range that were on time." }),
    selectedEvents: z.int().meta({ description: "Those of them whose type the metric selects." }),
    variants: z.array(z.object({ alerts: z.int(), firingSeconds: z.number() })).optional(),
    diff: z
      .object({ added: z.array(rehearsedAlertSchema), removed: z.array(rehearsedAlertSchema), moved: z.array(movedAlertSchema) })
      .optional(),
    limited: z
      .boolean()
      .optional()
      .meta({ description: "The metric had all the groups it may; events of further ones were not evaluated." }),
  })
  .meta({ id: "MetricPreview" });
export type MetricPreview = z.infer<typeof metricPreviewSchema>;

/** How far a backtest has come; `share` is of the entries to be read, 0 to 1. */
export const backtestProgressSchema = z.object({ share: z.number(), at: isoSchema.nullable() }).meta({ id: "BacktestProgress" });
export type BacktestProgress = z.infer<typeof backtestProgressSchema>;
