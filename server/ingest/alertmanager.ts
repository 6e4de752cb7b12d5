import { type WebhookAlert, webhookAlertSchema, webhookHeadSchema } from "../../shared/alertmanager.ts";
import { EVENT_LIMITS, type Severity } from "../../shared/events.ts";
import { type FieldError, fieldErrors } from "../../shared/problems.ts";
import { invalid } from "../http/api-error.ts";
import { structureErrors } from "../http/json.ts";
import type { EventReader } from "./accept-event.ts";
import { checkShape } from "./check-event.ts";
import { AttributeGatherer, isTooWide } from "./flatten.ts";

/** Words that people give the label `severity`; another one is kept as a label only. */
const SEVERITY_WORDS: Readonly<Record<Severity, readonly string[]>> = {
  critical: ["critical", "page", "emergency", "fatal", "alert"],
  high: ["high", "error", "major"],
  medium: ["medium", "warning", "warn", "minor"],
  low: ["low"],
  info: ["info", "information", "informational", "notice", "debug", "none"],
};
const SEVERITIES = new Map(
  Object.entries(SEVERITY_WORDS).flatMap(([severity, words]) => words.map((word): [string, Severity] => [word, severity as Severity])),
);

const RENAMED = { id: "fingerprint", source: "receiver", attributes: "labels" } as const;

/** Whether a JSON body means to be a webhook of Alertmanager. */
export function isWebhook(body: object): boolean {
  return Object.hasOwn(body, "alerts") && Object.hasOwn(body, "version") && !Object.hasOwn(body, "type");
}

function gather({ labels, annotations, ...alert }: WebhookAlert): AttributeGatherer {
  const gatherer = new AttributeGatherer();
  gatherer.flatten("labels", labels, "labels");
  gatherer.flatten("annotations", annotations, "annotations");
  // While it fires, the end is a guess that moves on with every repeat, which would make another body of the same id.
  const { fingerprint, startsAt, generatorURL, endsAt } = alert;
  const told = { fingerprint, startsAt, generatorURL, endsAt: alert.status === "resolved" ? endsAt : undefined };
  for (const [name, value] of Object.entries(told)) if (value !== undefined) gatherer.add(name, value, name);
  return gatherer;
}

function wideParts(alert: unknown): FieldError[] {
  const parts = Object.entries(typeof alert === "object" && alert !== null ? alert : {});
  return parts.filter(([, part]) => isTooWide(part)).map(([path]) => ({ path, message: `more than ${EVENT_LIMITS.attributes} of them` }));
}

function inputOf(alert: WebhookAlert, receiver: string, gatherer: AttributeGatherer): object {
  const { fingerprint, startsAt, status, labels } = alert;
  const severity = SEVERITIES.get((labels.severity ?? "").toLowerCase());
  return {
    id: `${fingerprint}:${startsAt}:${status}`,
    type: `alertmanager.${status}`,
    // Not the generator's address: replicas of one Prometheus differ in it, and the repeats of an alert have to be known as such.
    source: receiver,
    ...(severity ? { severity } : {}),
    attributes: gatherer.attributes(),
  };
}

/**
 * Reads the alerts of one webhook. An event's timestamp is its arrival: Alertmanager groups and repeats, so that an alert's start
 * is usually too long ago for a window that is still open.
 */
function alertReader(receiver: string): EventReader {
  return (value, latest) => {
    const misshapen = structureErrors(value);
    if (misshapen.length > 0) return misshapen;
    const wide = wideParts(value);
    if (wide.length > 0) return wide;
    const result = webhookAlertSchema.safeParse(value);
    if (!result.success) return fieldErrors(result.error);
    const gatherer = gather(result.data);
    const event = checkShape(inputOf(result.data, receiver, gatherer), latest);
    return Array.isArray(event) ? gatherer.atOrigin(event, RENAMED) : event;
  };
}

/** The alerts of a webhook and how each is read. Throws `invalid` for what is wrong with the webhook itself. */
export function readWebhook(body: object): { readonly alerts: readonly unknown[]; readonly read: EventReader } {
  const result = webhookHeadSchema.safeParse(body);
  if (!result.success) throw invalid(fieldErrors(result.error));
  return { alerts: result.data.alerts, read: alertReader(result.data.receiver) };
}
