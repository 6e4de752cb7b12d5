import { z } from "zod";
import { attributeValueSchema, severitySchema } from "./events.ts";
import { durationSchema, instantSchema, isoSchema } from "./time.ts";

export const ALERT_STATUSES = ["pending", "firing", "acknowledged", "resolved", "retracted"] as const;
export const alertStatusSchema = z.enum(ALERT_STATUSES).meta({ id: "AlertStatus" });
export type AlertStatus = z.infer<typeof alertStatusSchema>;

/** Statuses of an alert whose condition still holds. */
export const OPEN_STATUSES: ReadonlySet<AlertStatus> = new Set(["pending", "firing", "acknowledged"]);

/** The values of a metric's groupBy fields for one group, by field name. */
export const groupSchema = z.record(z.string(), attributeValueSchema).meta({ id: "Group", example: { "attributes.country": "RO" } });
export type Group = z.infer<typeof groupSchema>;

export const alertNoteSchema = z.object({ at: isoSchema, actor: z.string(), text: z.string() }).meta({ id: "AlertNote" });

const timeWindowSchema = z.object({ start: isoSchema, end: isoSchema });

export const alertSchema = z
  .object({
    id: z.uuid(),
    revision: z.int().min(1).meta({ description: "Rises with every change; a client ignores a lower one." }),
    metricId: z.string(),
    metricName: z.string(),
    metricVersion: z.int(),
    domain: z.string(),
    severity: severitySchema,
    group: groupSchema,
    status: alertStatusSchema,
    value: z.number().nullable().meta({ description: "The window's value at the last evaluation while the condition held." }),
    threshold: z.number().optional(),
    baseline: z.number().optional(),
    window: timeWindowSchema.meta({ description: "The window of the last evaluation that breached." }),
    startedAt: isoSchema,
    lastSeenAt: isoSchema.meta({
      description:
        "The last evaluation that breached, as of this revision. While value and evidence stay as they are no revision is made, so an open alert may have been seen since; one that has closed tells it exactly.",
    }),
    resolvedAt: isoSchema.optional(),
    acknowledgedBy: z.string().optional(),
    assignedTo: z.string().optional(),
    occurrences: z.int().min(1).meta({ description: "How often it opened: 1, and one more for each reopening within the cooldown." }),
    summary: z.string(),
    evidence: z.object({ eventIds: z.array(z.string()) }),
    notes: z.array(alertNoteSchema),
    amended: z.array(z.object({ at: isoSchema, cause: z.string() })).optional(),
    settled: z
      .object({ first: timeWindowSchema, last: timeWindowSchema, value: z.number().nullable() })
      .optional()
      .meta({ description: "First and last breaching window once past their lateness, and the value furthest beyond the threshold." }),
    silenced: z.boolean().optional().meta({ description: "A silence matched when it opened; it is listed, but notifies nobody." }),
    labels: z.record(z.string(), z.string()).optional(),
    runbookUrl: z.string().optional(),
  })
  .meta({ id: "Alert" });
export type Alert = z.infer<typeof alertSchema>;

const noteText = z.string().trim().min(1).max(4_000);
export const acknowledgeInputSchema = z.strictObject({ note: noteText.optional() }).meta({ id: "AcknowledgeInput" });
export const noteInputSchema = z.strictObject({ text: noteText }).meta({ id: "NoteInput" });
export const assignInputSchema = z.strictObject({ to: z.string().trim().min(1).max(200) }).meta({ id: "AssignInput" });

/** A person's action on one alert, as the log keeps it. */
export type AlertAction =
  | { readonly action: "acknowledge"; readonly note?: string | undefined }
  | { readonly action: "resolve"; readonly note?: string | undefined }
  | { readonly action: "note"; readonly text: string }
  | { readonly action: "assign"; readonly to: string };

export const bulkInputSchema = z
  .strictObject({
    ids: z.array(z.string()).min(1).max(500),
    action: z.enum(["acknowledge", "resolve"]),
    note: noteText.optional(),
  })
  .meta({ id: "BulkInput" });

export const bulkResultSchema = z
  .object({ results: z.array(z.object({ id: z.string(), ok: z.boolean(), code: z.string().optional(), detail: z.string().optional() })) })
  .meta({ id: "BulkResult" });

const matcherSchema = z.strictObject({
  field: z.string().min(1).max(160).meta({ description: "metricId, metricName, domain, severity, or group.<field>" }),
  op: z.enum(["eq", "ne", "in", "contains"]),
  value: z.union([attributeValueSchema, z.array(attributeValueSchema).min(1).max(100)]),
});
export const matchersSchema = z.array(matcherSchema).min(1).max(20).meta({ id: "Matchers" });
export type Matcher = z.infer<typeof matcherSchema>;

export const silenceInputSchema = z
  .strictObject({
    matchers: matchersSchema,
    startsAt: instantSchema.optional(),
    endsAt: instantSchema.optional(),
    duration: durationSchema.optional(),
    comment: z.string().max(2_000).optional(),
  })
  .refine((silence) => (silence.endsAt === undefined) !== (silence.duration === undefined), {
    path: ["endsAt"],
    message: "exactly one of endsAt and duration",
  })
  .meta({ id: "SilenceInput" });

export const silenceSchema = z
  .object({
    id: z.string(),
    matchers: matchersSchema,
    startsAt: isoSchema,
    endsAt: isoSchema,
    comment: z.string().optional(),
    createdBy: z.string(),
    createdAt: isoSchema,
  })
  .meta({ id: "Silence" });
export type Silence = z.infer<typeof silenceSchema>;
