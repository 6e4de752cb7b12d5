import { z } from "zod";
import { alertSchema } from "./alerts.ts";
import { isoSchema } from "./time.ts";

export const controlInputSchema = z.strictObject({ action: z.enum(["pause", "resume", "reload"]) }).meta({ id: "ControlInput" });

export const anomalySummarySchema = z
  .object({ metricId: z.string(), count: z.int(), real: z.int(), expected: z.int(), false: z.int() })
  .meta({ id: "AnomalySummary" });

/** What a metric's definition would have done over stored events. */
export const metricPreviewSchema = z
  .object({
    series: z.array(
      z.object({ group: z.record(z.string(), z.unknown()), points: z.array(z.object({ at: isoSchema, value: z.number().nullable() })) }),
    ),
    alerts: z.array(alertSchema),
    evaluatedEvents: z.int(),
    variants: z.array(z.object({ alerts: z.int(), firingSeconds: z.number() })).optional(),
    diff: z.object({ added: z.array(alertSchema), removed: z.array(alertSchema), moved: z.array(alertSchema) }).optional(),
  })
  .meta({ id: "MetricPreview" });

export const rollbackInputSchema = z.strictObject({ version: z.int().min(1) }).meta({ id: "RollbackInput" });

export const metricImportResultSchema = z
  .object({ created: z.array(z.string()), updated: z.array(z.string()), unchanged: z.array(z.string()) })
  .meta({ id: "MetricImportResult" });
