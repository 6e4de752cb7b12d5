import { z } from "zod";
import { instantSchema, isoSchema } from "./time.ts";

/** Limits of the alert API; a value beyond one is refused with the field's name, never cut. */
export const EVENT_LIMITS = {
  jsonBodyBytes: 16 * 1024 * 1024,
  lineBytes: 256 * 1024,
  jsonDepth: 32,
  attributes: 256,
  attributeName: 128,
  stringLength: 8 * 1024,
  eventsPerArray: 10_000,
  idLength: 128,
  futureMs: 5 * 60_000,
} as const;

export const SEVERITIES = ["info", "low", "medium", "high", "critical"] as const;
export const severitySchema = z.enum(SEVERITIES).meta({ id: "Severity" });
export type Severity = z.infer<typeof severitySchema>;

/** Dot-separated lower case, such as `login.failed`. */
export const eventTypeSchema = z
  .string()
  .max(128)
  .regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/, "expected dot-separated lower case, such as login.failed");

const boundedString = z.string().max(EVENT_LIMITS.stringLength);

export const attributeValueSchema = z.union([boundedString, z.number(), z.boolean(), z.null()], {
  error: (issue) =>
    typeof issue.input === "string"
      ? `longer than ${EVENT_LIMITS.stringLength} characters`
      : typeof issue.input === "number"
        ? "expected a finite number"
        : "expected a string, a number, a boolean or null",
});
export type AttributeValue = z.infer<typeof attributeValueSchema>;

/** `JSON.parse` makes `__proto__` an own key, which zod would drop without a word. */
function refuseProtoKey(value: unknown, context: z.RefinementCtx): unknown {
  if (typeof value === "object" && value !== null && Object.hasOwn(value, "__proto__")) {
    context.addIssue({ code: "custom", path: ["__proto__"], message: "this name is not allowed" });
    return z.NEVER;
  }
  return value;
}

const attributesSchema = z.preprocess(
  refuseProtoKey,
  z
    .record(z.string().min(1).max(EVENT_LIMITS.attributeName), attributeValueSchema)
    .refine((attributes) => Object.keys(attributes).length <= EVENT_LIMITS.attributes, `at most ${EVENT_LIMITS.attributes} attributes`),
);

const eventShape = z.strictObject({
  id: z.string().min(1).max(EVENT_LIMITS.idLength).optional().meta({ description: "With `source` the idempotency key." }),
  type: eventTypeSchema.meta({ example: "login.failed" }),
  source: z.string().min(1).max(256).meta({ example: "auth-api" }),
  timestamp: instantSchema.optional().meta({ description: "When it happened; the time of arrival when left out." }),
  severity: severitySchema.optional(),
  value: z.number({ error: (issue) => (issue.input === undefined ? undefined : "expected a finite number") }).optional(),
  userId: z
    .union([z.string().min(1).max(256), z.int()], { error: "expected a string or an integer" })
    .transform((id) => String(id))
    .optional()
    .meta({ description: "A string, or an integer that is kept as its decimal string." }),
  attributes: attributesSchema.optional(),
});

/** One event as a producer posts it. */
export const eventInputSchema = z.preprocess(refuseProtoKey, eventShape).meta({ id: "EventInput" });
export type EventInput = z.infer<typeof eventInputSchema>;

/** An event as the log holds it and the engine reads it. Times are epoch milliseconds. */
export interface StoredEvent {
  /** Position in the log; rises by one with every entry. */
  readonly seq: number;
  /** When it was committed; never decreases with `seq`. */
  readonly at: number;
  readonly id: string | null;
  readonly type: string;
  readonly source: string;
  readonly timestamp: number;
  readonly severity: Severity | null;
  readonly value: number | null;
  readonly userId: string | null;
  readonly attributes: Readonly<Record<string, AttributeValue>> | null;
}

/** An event as the API and the `events` channel show it. */
export const eventSchema = z
  .object({
    seq: z.int(),
    receivedAt: isoSchema,
    id: z.string().nullable(),
    type: z.string(),
    source: z.string(),
    timestamp: isoSchema,
    severity: severitySchema.nullable(),
    value: z.number().nullable(),
    userId: z.string().nullable(),
    attributes: z.record(z.string(), attributeValueSchema),
  })
  .meta({ id: "Event" });
export type EventView = z.infer<typeof eventSchema>;

export function eventView(event: StoredEvent): EventView {
  return {
    seq: event.seq,
    receivedAt: new Date(event.at).toISOString(),
    id: event.id,
    type: event.type,
    source: event.source,
    timestamp: new Date(event.timestamp).toISOString(),
    severity: event.severity,
    value: event.value,
    userId: event.userId,
    attributes: { ...event.attributes },
  };
}

/** The name by which an alert's evidence cites an event: its own id, or its place in the log when it has none. */
export function eventReference(event: Pick<StoredEvent, "id" | "seq">): string {
  return event.id ?? `seq:${event.seq}`;
}

export const ingestErrorSchema = z
  .object({ index: z.int(), path: z.string(), message: z.string() })
  .meta({ id: "IngestError", description: "`index` counts from 0 over the events of the request." });
export type IngestError = z.infer<typeof ingestErrorSchema>;

export const ingestResultSchema = z
  .object({ accepted: z.int(), duplicates: z.int(), rejected: z.int(), errors: z.array(ingestErrorSchema) })
  .meta({
    id: "IngestResult",
    description: "Every accepted event is durable when this is sent. A duplicate with another body is listed with the message `id_reused`.",
  });
export type IngestResult = z.infer<typeof ingestResultSchema>;

/** Counts of the whole life of this data directory; received = accepted + duplicates + rejected, accepted = evaluated + late + pending. */
export const ledgerSchema = z
  .object({
    received: z.int(),
    accepted: z.int(),
    duplicates: z.int(),
    rejected: z.int(),
    evaluated: z.int(),
    late: z.int(),
    pending: z.int(),
  })
  .meta({ id: "Ledger" });
export type Ledger = z.infer<typeof ledgerSchema>;
