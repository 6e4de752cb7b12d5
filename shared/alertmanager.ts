import { z } from "zod";
import { parseInstant } from "./time.ts";

const texts = z.record(z.string(), z.string()).default({});
const instantText = z.string().refine((text) => parseInstant(text) !== undefined, "expected an RFC 3339 instant with an offset");

export const webhookAlertSchema = z
  .object({
    status: z.enum(["firing", "resolved"]),
    labels: texts,
    annotations: texts,
    startsAt: instantText,
    endsAt: z.string().optional(),
    generatorURL: z.string().optional(),
    fingerprint: z.string().min(1).max(64),
  })
  .meta({ id: "AlertmanagerAlert" });
export type WebhookAlert = z.infer<typeof webhookAlertSchema>;

/** What of a webhook concerns all of its alerts; fields that are not listed are ignored, as Alertmanager adds some now and then. */
export const webhookHeadSchema = z.object({
  version: z.literal("4", { error: 'expected "4"' }),
  receiver: z.string().min(1).max(256).default("alertmanager").meta({ description: "The `source` of the events." }),
  alerts: z.array(z.unknown(), { error: "expected an array of alerts" }),
});

/** A webhook of Prometheus Alertmanager; each alert becomes an event. */
export const webhookSchema = webhookHeadSchema.extend({ alerts: z.array(webhookAlertSchema) }).meta({
  id: "AlertmanagerWebhook",
  description:
    "Each alert becomes an event of type `alertmanager.firing` or `alertmanager.resolved` with the id `<fingerprint>:<startsAt>:<status>`, " +
    "the receiver as its source, the time of arrival as its timestamp, the severity of its label, and labels and annotations as attributes " +
    "`labels.<name>` and `annotations.<name>`.",
});
