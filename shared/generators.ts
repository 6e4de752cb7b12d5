import { z } from "zod";
import { groupSchema } from "./alerts.ts";
import { durationMs, durationSchema, isoSchema, parseDuration } from "./time.ts";

/** Bounds of the generators that run inside the server, and what is taken when a request says nothing. */
export const GENERATOR_LIMITS = {
  /** Events a second of one generator. */
  rate: 5_000,
  durationMs: 3_600_000,
  /** How many run at once. */
  running: 4,
  defaultRate: 500,
  defaultDuration: "60s",
  defaultSeed: 1,
} as const;

/** The stories that the simulator tells. */
export const SCENARIO_NAMES = [
  "calm",
  "credential-stuffing",
  "payment-outage",
  "withdrawal-spike",
  "burst",
  "card-testing",
  "silent-source",
  "clock-skew",
  "duplicate-storm",
  "late-data",
] as const;
export const scenarioNameSchema = z.enum(SCENARIO_NAMES).meta({ id: "ScenarioName" });
export type ScenarioName = z.infer<typeof scenarioNameSchema>;

const boundedDuration = durationSchema.refine((text) => {
  const ms = parseDuration(text);
  return ms === undefined || (ms >= 1_000 && ms <= GENERATOR_LIMITS.durationMs);
}, "expected 1s to 1h");

export const generatorInputSchema = z
  .strictObject({
    scenario: scenarioNameSchema,
    rate: z
      .number()
      .min(0.1)
      .max(GENERATOR_LIMITS.rate)
      .optional()
      .meta({ description: "Events a second, on average; 500 when left out." }),
    duration: boundedDuration.optional().meta({ description: "60s when left out." }),
    seed: z
      .int()
      .min(0)
      .max(2 ** 32 - 1)
      .optional()
      .meta({ description: "The same seed tells the same story; 1 when left out." }),
  })
  .meta({ id: "GeneratorInput" });
export type GeneratorInput = z.infer<typeof generatorInputSchema>;

/** An alert that a scenario must raise on a server with the default metrics; without a group, whichever one. */
export const expectedAlertSchema = z.object({ metricName: z.string(), group: groupSchema.optional() }).meta({ id: "ExpectedAlert" });
export type ExpectedAlert = z.infer<typeof expectedAlertSchema>;

export const raisedAlertSchema = z
  .object({ metricName: z.string(), group: groupSchema, alertId: z.string(), at: isoSchema })
  .meta({ id: "RaisedAlert" });
export type RaisedAlert = z.infer<typeof raisedAlertSchema>;

/** `interrupted`: the server stopped or was killed meanwhile; `failed`: the events could not be stored for too long. */
export const GENERATOR_STATES = ["running", "finished", "stopped", "interrupted", "failed"] as const;

export const generatorSchema = z
  .object({
    id: z.string(),
    scenario: z.string(),
    state: z.enum(GENERATOR_STATES),
    rate: z.number(),
    duration: z.string(),
    seed: z.int(),
    startedAt: isoSchema,
    startedBy: z.string(),
    endsAt: isoSchema,
    endedAt: isoSchema.nullable(),
    progress: z.number().min(0).max(1),
    sent: z.int(),
    acknowledged: z.int().meta({ description: "Events the log took or knew already." }),
    rejected: z.int().meta({ description: "Events refused, which some scenarios are about." }),
    expects: z.array(expectedAlertSchema),
    raised: z.array(raisedAlertSchema).meta({ description: "Expected alerts that have opened since the generator started." }),
    alreadyOpen: z.array(expectedAlertSchema).meta({ description: "Expected alerts that were open when it started and so cannot open." }),
    error: z.string().optional(),
  })
  .meta({ id: "Generator" });
export type Generator = z.infer<typeof generatorSchema>;

export const scenarioSchema = z
  .object({ name: scenarioNameSchema, summary: z.string(), expects: z.array(expectedAlertSchema) })
  .meta({ id: "Scenario" });

/** A page of generators, and what can be started. */
export const generatorListSchema = z
  .object({ items: z.array(generatorSchema), nextCursor: z.string().nullable(), scenarios: z.array(scenarioSchema) })
  .meta({ id: "GeneratorList" });

/** A request with its defaults filled in. */
export function generatorPlan(input: GeneratorInput): { scenario: ScenarioName; rate: number; durationMs: number; seed: number } {
  const { scenario, rate, duration, seed } = input;
  return {
    scenario,
    rate: rate ?? GENERATOR_LIMITS.defaultRate,
    durationMs: durationMs(duration ?? GENERATOR_LIMITS.defaultDuration),
    seed: seed ?? GENERATOR_LIMITS.defaultSeed,
  };
}
