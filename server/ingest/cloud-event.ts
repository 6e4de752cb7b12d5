import type { NewEvent } from "../../db/ports.ts";
import { type CloudEvent, cloudEventSchema } from "../../shared/cloud-events.ts";
import { EVENT_LIMITS } from "../../shared/events.ts";
import { type FieldError, fieldErrors } from "../../shared/problems.ts";
import { structureErrors } from "../http/json.ts";
import { checkShape } from "./check-event.ts";
import { AttributeGatherer, isTooWide } from "./flatten.ts";

/** What has a place of its own in an event; every other member becomes an attribute. */
const PLACED: ReadonlySet<string> = new Set(["specversion", "id", "source", "type", "time", "data", "data_base64"]);
const RENAMED = { timestamp: "time", attributes: "data" } as const;

/** Whether parsed JSON means to be a CloudEvent. */
export function isCloudEvent(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "specversion");
}

/** The data's own names come first; a member of the envelope that they hide is kept as `cloudevents.<name>`. */
function gather(event: CloudEvent): AttributeGatherer {
  const gatherer = new AttributeGatherer();
  const { data } = event;
  if (data !== undefined && data !== null) {
    const single = typeof data !== "object" || Array.isArray(data);
    gatherer.flatten(single ? "data" : "", data, "data");
  }
  for (const [name, value] of Object.entries(event)) {
    if (PLACED.has(name) || value === undefined || value === null || gatherer.isFull) continue;
    gatherer.add(gatherer.found.has(name) ? `cloudevents.${name}` : name, value, name);
  }
  return gatherer;
}

/** The event that a CloudEvent in structured JSON stands for, or what is wrong with which of its members. `latest` in epoch ms. */
export function readCloudEvent(value: unknown, latest: number): NewEvent | FieldError[] {
  const misshapen = structureErrors(value);
  if (misshapen.length > 0) return misshapen;
  if (isTooWide(value)) return [{ path: "", message: `more than ${EVENT_LIMITS.attributes} attributes` }];
  const result = cloudEventSchema.safeParse(value);
  if (!result.success) return fieldErrors(result.error);
  const { id, source, type, time } = result.data;
  const gatherer = gather(result.data);
  if (gatherer.errors.length > 0) return gatherer.errors;
  const attributes = gatherer.found.size > 0 ? { attributes: gatherer.attributes() } : {};
  const event = checkShape({ id, source, type: type.toLowerCase(), timestamp: time ?? undefined, ...attributes }, latest);
  return Array.isArray(event) ? gatherer.atOrigin(event, RENAMED) : event;
}
