import { z } from "zod";
import { cellSchema, plannerSchema, rowSchema } from "./answers.ts";
import { severitySchema } from "./events.ts";
import { isoSchema } from "./time.ts";

export const scanStatusSchema = z.enum(["running", "completed", "failed", "cancelled"]).meta({ id: "ScanStatus" });
export const riskLevelSchema = z.enum(["low", "medium", "high", "critical"]).meta({ id: "RiskLevel" });

export const missionSchema = z
  .object({
    id: z.string(),
    domain: z.string(),
    title: z.string(),
    question: z.string(),
    sql: z.string().nullable(),
    status: z.enum(["pending", "running", "completed", "failed", "skipped"]),
    rowCount: z.int(),
    durationMs: z.number(),
    score: z.number(),
  })
  .meta({ id: "Mission", description: "One question of a scan." });
export type Mission = z.infer<typeof missionSchema>;

export const factorSchema = z
  .object({ name: z.string(), value: z.number(), weight: z.number(), gate: z.number(), contribution: z.number() })
  .meta({ id: "Factor", description: "contribution = weight × value × gate; a finding's contributions add up to its score." });

const timeRangeSchema = z.object({ start: isoSchema, end: isoSchema });

export const deepDiveSchema = z
  .object({ question: z.string(), sql: z.string(), summary: z.string(), rows: z.array(rowSchema) })
  .meta({ id: "DeepDive" });

export const findingSchema = z
  .object({
    id: z.string(),
    missionIds: z.array(z.string()),
    domain: z.string(),
    kind: z.enum(["acute", "standing"]).meta({ description: "standing: a gap that was there yesterday too." }),
    title: z.string(),
    severity: severitySchema,
    score: z.number(),
    factors: z.array(factorSchema),
    affected: z.object({
      userIds: z.array(z.union([z.string(), z.int()])).meta({ description: "Who acted or lost money." }),
      targetedCount: z.int().optional(),
      userCount: z.int(),
      amountUsd: z.number().optional(),
      window: timeRangeSchema.optional(),
    }),
    evidence: z.object({ sql: z.string(), columns: z.array(z.string()), rows: z.array(rowSchema), rowCount: z.int() }),
    deepDives: z.array(deepDiveSchema),
    recommendation: z.string(),
  })
  .meta({ id: "Finding" });
export type Finding = z.infer<typeof findingSchema>;

export const correlationSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    findingIds: z.array(z.string()),
    shared: z.array(z.object({ type: z.string(), value: cellSchema })),
    score: z.number(),
    explanation: z.string(),
  })
  .meta({ id: "Correlation" });
export type Correlation = z.infer<typeof correlationSchema>;

export const narrativeSchema = z
  .object({
    headline: z.string(),
    paragraphs: z.array(z.string()),
    citations: z.array(z.object({ text: z.string(), findingId: z.string() })),
  })
  .meta({ id: "Narrative" });
export type Narrative = z.infer<typeof narrativeSchema>;

export const reportSchema = z
  .object({
    id: z.string(),
    status: scanStatusSchema,
    trigger: z.enum(["manual", "scheduled"]),
    asOf: isoSchema,
    startedAt: isoSchema,
    finishedAt: isoSchema.nullable(),
    durationMs: z.number(),
    domains: z.array(z.string()),
    riskScore: z.number().min(0).max(100),
    riskLevel: riskLevelSchema,
    planner: plannerSchema,
    missions: z.array(missionSchema),
    findings: z.array(findingSchema).meta({ description: "Acute ones first, by score, then standing ones." }),
    correlations: z.array(correlationSchema),
    narrative: narrativeSchema,
    fingerprint: z.string().meta({ description: "SHA-256 of the canonical JSON of what the scan found; equal for equal data." }),
  })
  .meta({ id: "SentinelReport" });
export type SentinelReport = z.infer<typeof reportSchema>;

/** A scan as the history lists it. */
export const scanSummarySchema = reportSchema
  .pick({
    id: true,
    status: true,
    trigger: true,
    asOf: true,
    startedAt: true,
    finishedAt: true,
    durationMs: true,
    domains: true,
    riskScore: true,
    riskLevel: true,
    fingerprint: true,
  })
  .extend({ findingCount: z.int(), headline: z.string() })
  .meta({ id: "ScanSummary" });
export type ScanSummary = z.infer<typeof scanSummarySchema>;

export function summaryOf(report: SentinelReport): ScanSummary {
  const { id, status, trigger, asOf, startedAt, finishedAt, durationMs, domains, riskScore, riskLevel, fingerprint } = report;
  const known = { id, status, trigger, asOf, startedAt, finishedAt, durationMs, domains, riskScore, riskLevel, fingerprint };
  return { ...known, findingCount: report.findings.length, headline: report.narrative.headline };
}

const findingRefSchema = findingSchema.pick({ id: true, title: true, severity: true, score: true });

export const scanComparisonSchema = z
  .object({
    a: scanSummarySchema,
    b: scanSummarySchema,
    riskScoreChange: z.number(),
    added: z.array(findingRefSchema),
    removed: z.array(findingRefSchema),
    changed: z.array(z.object({ title: z.string(), a: findingRefSchema, b: findingRefSchema })),
  })
  .meta({ id: "ScanComparison" });
export type ScanComparison = z.infer<typeof scanComparisonSchema>;

/** Payloads of a scan's SSE events, by name; the `sentinel` channel carries the same as `{scanId, event, data}`. */
export const SENTINEL_EVENTS = {
  "scan.started": z.object({ scanId: z.string(), asOf: isoSchema, domains: z.array(z.string()), missions: z.int() }),
  "mission.started": missionSchema.pick({ id: true, domain: true, title: true, question: true }),
  "mission.finished": missionSchema,
  finding: findingSchema,
  "deepdive.started": z.object({ findingId: z.string(), question: z.string() }),
  "deepdive.finished": z.object({ findingId: z.string(), deepDive: deepDiveSchema }),
  correlation: correlationSchema,
  narrative: narrativeSchema,
  "scan.completed": reportSchema,
  "scan.failed": z.object({ scanId: z.string(), reason: z.string() }),
} as const;
export type SentinelEventName = keyof typeof SENTINEL_EVENTS;
