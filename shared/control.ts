import { z } from "zod";

export const controlInputSchema = z.strictObject({ action: z.enum(["pause", "resume", "reload"]) }).meta({ id: "ControlInput" });

export const anomalySummarySchema = z
  .object({ metricId: z.string(), count: z.int(), real: z.int(), expected: z.int(), false: z.int() })
  .meta({ id: "AnomalySummary" });
