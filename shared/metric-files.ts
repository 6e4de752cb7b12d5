import { z } from "zod";
import { metricInputSchema } from "./metrics.ts";
import { fieldErrorSchema } from "./problems.ts";

/** Metrics that one import may carry. */
export const MAX_IMPORTED = 1_000;

const flag = z.enum(["true", "false"]).transform((text) => text === "true");

export const metricExportQuerySchema = z.object({ format: z.enum(["yaml", "json"]).optional() });

export const metricImportQuerySchema = z.object({
  dryRun: flag.optional().meta({ description: "Only says what would be done." }),
  partial: flag.optional().meta({ description: "Imports the valid ones although others are not; otherwise it is all or none." }),
});

/** What an import is checked against first; each definition is then checked by itself. */
export const metricImportSchema = z.union([
  z.array(z.unknown()).max(MAX_IMPORTED),
  z.strictObject({ metrics: z.array(z.unknown()).max(MAX_IMPORTED) }),
]);

export const metricFileSchema = z.array(metricInputSchema).meta({ id: "MetricFile" });

const invalidMetricSchema = z.object({ index: z.int(), name: z.string().nullable(), errors: z.array(fieldErrorSchema) });
export type InvalidMetric = z.infer<typeof invalidMetricSchema>;

/** What became of each metric of an import, by name. */
export const metricImportResultSchema = z
  .object({
    dryRun: z.boolean(),
    created: z.array(z.string()),
    updated: z.array(z.string()),
    unchanged: z.array(z.string()),
    invalid: z.array(invalidMetricSchema),
  })
  .meta({ id: "MetricImportResult" });
export type MetricImportResult = z.infer<typeof metricImportResultSchema>;

export const rollbackInputSchema = z.strictObject({ version: z.int().min(1) }).meta({ id: "RollbackInput" });
