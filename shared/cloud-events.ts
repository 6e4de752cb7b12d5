import { z } from "zod";
import { EVENT_LIMITS } from "./events.ts";
import { parseInstant } from "./time.ts";

const context = z.string().max(EVENT_LIMITS.stringLength).nullish();

/** The attributes that CloudEvents 1.0 itself names; any other is an extension. */
const CLOUD_EVENT_CONTEXT = {
  specversion: z.literal("1.0", { error: "expected 1.0" }),
  id: z.string().min(1).max(EVENT_LIMITS.idLength).meta({ description: "With `source` the idempotency key." }),
  source: z.string().min(1).max(256),
  type: z.string().min(1).max(128).meta({ description: "Stored in lower case.", example: "com.example.order.created" }),
  time: z
    .string()
    .refine((text) => parseInstant(text) !== undefined, "expected an RFC 3339 instant with an offset")
    .nullish()
    .meta({ description: "When it happened; the time of arrival when left out." }),
  subject: context,
  datacontenttype: context,
  dataschema: context,
  data: z.unknown().optional().meta({
    description: "Flattened into attributes with dotted names (`order.items.0.sku`); a single value becomes the attribute `data`.",
  }),
  data_base64: z
    .null({ error: "binary data cannot be evaluated; send it as JSON in data" })
    .optional()
    .meta({ description: "Refused: binary data cannot be evaluated." }),
} as const;

const EXTENSION = /^[a-z0-9]+$/;

function checkExtensions(event: Readonly<Record<string, unknown>>, issues: z.RefinementCtx): void {
  for (const name of Object.keys(event)) {
    if (Object.hasOwn(CLOUD_EVENT_CONTEXT, name) || EXTENSION.test(name)) continue;
    issues.addIssue({ code: "custom", path: [name], message: "the name of an extension has lower-case letters and digits only" });
  }
}

/** A CloudEvents 1.0 event in structured JSON. */
export const cloudEventSchema = z
  .object(CLOUD_EVENT_CONTEXT)
  .catchall(
    z.union([z.string(), z.number(), z.boolean(), z.null()], { error: "an extension is a string, a number or a boolean" }).meta({
      description: "An extension, kept as an attribute of its name.",
    }),
  )
  .superRefine(checkExtensions)
  .meta({ id: "CloudEvent", description: "CloudEvents 1.0, structured JSON." });
export type CloudEvent = z.infer<typeof cloudEventSchema>;
