import { z } from "zod";
import { domainSchema } from "./metrics.ts";
import { instantSchema, isoSchema } from "./time.ts";

/** Limits of the question API. */
export const QUESTION_LIMITS = {
  questionBytes: 4 * 1024,
  sqlBytes: 10 * 1024,
  defaultRows: 1_000,
  maxRows: 10_000,
  answerBytes: 8 * 1024 * 1024,
} as const;

/** Which planner to use; `auto` takes the rules when they account for every content word. */
export const plannerModeSchema = z.enum(["rules", "model", "auto"]).meta({ id: "PlannerMode" });
export const plannerSchema = z.enum(["rules", "gemini", "openai"]).meta({ id: "Planner" });

/** UTF-16 units never outnumber the bytes, so that this bound needs no encoder; the server measures the bytes. */
const questionText = z.string().trim().min(1).max(QUESTION_LIMITS.questionBytes);

export const maxRowsSchema = z.int().min(1).max(QUESTION_LIMITS.maxRows);

export const queryRequestSchema = z
  .strictObject({
    question: questionText.meta({ example: "How many failed logins were there yesterday by country?" }),
    domain: domainSchema.optional(),
    conversationId: z.string().min(1).max(128).optional(),
    asOf: instantSchema.optional(),
    maxRows: maxRowsSchema.optional(),
    planner: plannerModeSchema.optional(),
  })
  .meta({ id: "QueryRequest" });
export type QueryRequest = z.infer<typeof queryRequestSchema>;

/** The same over SSE, where everything travels in the address. */
export const queryStreamQuerySchema = z.object({
  question: questionText,
  domain: domainSchema.optional(),
  conversationId: z.string().min(1).max(128).optional(),
  asOf: z.string().optional(),
  maxRows: z.coerce.number().int().min(1).max(QUESTION_LIMITS.maxRows).optional(),
  planner: plannerModeSchema.optional(),
});

/** A cell of an answer: the same on every database. */
export const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]).meta({ id: "Cell" });
export type Cell = z.infer<typeof cellSchema>;

/** How a number is to be shown; a `percent` is a fraction from 0 to 1 in the data. */
export const answerUnitSchema = z.enum(["usd", "percent", "count", "seconds", "minutes", "hours", "days", "currency"]);

export const columnSchema = z
  .object({
    name: z.string(),
    type: z.enum(["string", "number", "boolean", "timestamp", "date"]),
    label: z.string(),
    unit: answerUnitSchema.optional(),
  })
  .meta({ id: "Column" });
export type Column = z.infer<typeof columnSchema>;

export const rowSchema = z.record(z.string(), cellSchema).meta({ id: "Row" });
export type Row = z.infer<typeof rowSchema>;

export const visualizationSchema = z
  .object({
    type: z.enum(["stat", "bar", "line", "area", "pie", "scatter", "heatmap", "table"]),
    title: z.string(),
    x: z.string().optional(),
    y: z.array(z.string()).optional(),
    series: z.string().optional(),
  })
  .meta({ id: "Visualization" });
export type Visualization = z.infer<typeof visualizationSchema>;

export const insightSchema = z
  .object({ kind: z.string(), text: z.string(), evidence: z.record(z.string(), z.unknown()) })
  .meta({ id: "Insight", description: "Every number in `text` is found in the data or in `evidence`." });
export type Insight = z.infer<typeof insightSchema>;

export const readingSchema = z
  .object({ slot: z.enum(["measure", "subject", "filter", "time", "grouping", "order"]), text: z.string() })
  .meta({ id: "Reading", description: "One thing that was read into the question." });
export type Reading = z.infer<typeof readingSchema>;

export const clarificationSchema = z
  .object({ reason: z.string(), prompt: z.string(), options: z.array(z.object({ label: z.string(), question: z.string() })) })
  .meta({ id: "Clarification" });

export const unsupportedSchema = z
  .object({ reason: z.enum(["not_in_data", "read_only", "not_a_question"]), detail: z.string(), suggestions: z.array(z.string()) })
  .meta({ id: "Unsupported" });

export const traceStepSchema = z
  .object({ stage: z.string(), durationMs: z.number(), attempt: z.int().optional(), note: z.string().optional() })
  .meta({ id: "TraceStep" });
export type TraceStep = z.infer<typeof traceStepSchema>;

export const queryAnswerSchema = z
  .object({
    requestId: z.string(),
    conversationId: z.string(),
    status: z.enum(["answered", "clarification", "unsupported"]),
    question: z.string(),
    domain: z.string(),
    asOf: isoSchema,
    planner: plannerSchema,
    interpretation: z.string().meta({ description: "One plain sentence: what was understood." }),
    readings: z.array(readingSchema).optional().meta({ description: "The same in its parts, for correction." }),
    sql: z.string().optional().meta({ description: "Exactly what ran." }),
    displaySql: z.string().optional().meta({ description: "The same with the values in place, for reading and copying." }),
    dialect: z.enum(["sqlite", "postgres"]),
    parameters: z.array(cellSchema),
    columns: z.array(columnSchema),
    data: z.array(rowSchema),
    rowCount: z.int(),
    truncated: z.boolean(),
    durationMs: z.number(),
    visualization: visualizationSchema,
    insights: z.array(insightSchema),
    clarification: clarificationSchema.optional(),
    unsupported: unsupportedSchema.optional(),
    trace: z.array(traceStepSchema),
  })
  .meta({ id: "QueryAnswer" });
export type QueryAnswer = z.infer<typeof queryAnswerSchema>;

/** Payloads of `GET /api/v1/query/stream`, by SSE event name. */
export const QUERY_STREAM_EVENTS = { stage: traceStepSchema, result: queryAnswerSchema } as const;
