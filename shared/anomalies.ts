import { z } from "zod";
import { groupSchema } from "./alerts.ts";
import { isoSchema } from "./time.ts";

export const anomalyVerdictSchema = z.enum(["expected", "real", "false"]);

export const anomalySchema = z
  .object({
    id: z.string(),
    metricId: z.string(),
    group: groupSchema,
    at: isoSchema,
    window: z.object({ start: isoSchema, end: isoSchema }),
    value: z.number(),
    expected: z.object({ low: z.number(), typical: z.number(), high: z.number() }),
    score: z.number(),
    channel: z.string(),
    historyLength: z.int(),
    explanation: z.string(),
    feedback: anomalyVerdictSchema.optional(),
  })
  .meta({ id: "Anomaly" });
export type Anomaly = z.infer<typeof anomalySchema>;

export const anomalyFeedbackSchema = z.strictObject({ verdict: anomalyVerdictSchema }).meta({ id: "AnomalyFeedback" });
