import { z } from "zod";
import { matchersSchema } from "./alerts.ts";
import { isoSchema } from "./time.ts";

const httpUrl = z.url({ protocol: /^https?$/ }).max(2_000);
const secret = z.string().min(1).max(1_000);

/** Where a notification goes, by kind of target. Secrets are written, never read back. */
export const channelTargetSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("webhook"),
      url: httpUrl,
      secret: secret.optional().meta({ description: "Signs the body (HMAC-SHA256)." }),
    }),
    z.strictObject({ kind: z.literal("slack"), url: httpUrl }),
    z.strictObject({ kind: z.literal("pagerduty"), routingKey: secret, url: httpUrl.optional() }),
    z.strictObject({ kind: z.literal("email"), to: z.array(z.email()).min(1).max(50), smtpUrl: z.string().max(1_000).optional() }),
  ])
  .meta({ id: "ChannelTarget" });
export type ChannelTarget = z.infer<typeof channelTargetSchema>;

export const channelInputSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    enabled: z.boolean().default(true),
    target: channelTargetSchema,
    matchers: matchersSchema.optional().meta({ description: "Which alerts it is told of; all when left out." }),
  })
  .meta({ id: "ChannelInput", description: "A notification target." });
export type ChannelInput = z.infer<typeof channelInputSchema>;

export const channelSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    enabled: z.boolean(),
    target: z.object({ kind: z.enum(["webhook", "slack", "pagerduty", "email"]), display: z.string() }).meta({
      description: "The kind, and the address with its secrets masked.",
    }),
    matchers: matchersSchema.optional(),
    createdAt: isoSchema,
  })
  .meta({ id: "NotificationChannel" });
export type NotificationChannel = z.infer<typeof channelSchema>;

export const channelTestSchema = z
  .object({ ok: z.boolean(), status: z.int().optional(), detail: z.string().optional(), durationMs: z.number() })
  .meta({ id: "ChannelTest" });
