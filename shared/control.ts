import { z } from "zod";
import { isoSchema } from "./time.ts";

export const engineActionSchema = z.enum(["pause", "resume", "reload"]);
export type EngineAction = z.infer<typeof engineActionSchema>;

export const controlInputSchema = z.strictObject({ action: engineActionSchema }).meta({ id: "ControlInput" });

export const anomalySummarySchema = z
  .object({ metricId: z.string(), count: z.int(), real: z.int(), expected: z.int(), false: z.int(), newestAt: isoSchema })
  .meta({ id: "AnomalySummary", description: "The anomalies of a metric, and how many of them were judged which way." });
export type AnomalySummary = z.infer<typeof anomalySummarySchema>;
