import type { NewEvent } from "../../db/ports.ts";
import { type EventInput, eventInputSchema } from "../../shared/events.ts";
import { type FieldError, fieldErrors } from "../../shared/problems.ts";
import { structureErrors } from "../http/json.ts";
import { plainEvent } from "./plain-event.ts";

function newEvent(input: EventInput): NewEvent {
  return {
    id: input.id ?? null,
    type: input.type,
    source: input.source,
    timestamp: input.timestamp ?? null,
    severity: input.severity ?? null,
    value: input.value ?? null,
    userId: input.userId ?? null,
    attributes: input.attributes ?? null,
  };
}

/** What the schema says of parsed JSON: the event, or what is wrong with which field. */
export function checkEvent(value: unknown, latest: number): NewEvent | FieldError[] {
  const misshapen = structureErrors(value);
  if (misshapen.length > 0) return misshapen;
  const result = eventInputSchema.safeParse(value);
  if (!result.success) return fieldErrors(result.error);
  const event = newEvent(result.data);
  if (event.timestamp !== null && event.timestamp > latest) {
    return [{ path: "timestamp", message: "more than 5 minutes ahead of the time of arrival" }];
  }
  return event;
}

/** The event to be stored, or what is wrong with it. `latest` is the newest timestamp allowed, epoch ms. */
export function acceptEvent(value: unknown, latest: number): NewEvent | FieldError[] {
  return plainEvent(value, latest) ?? checkEvent(value, latest);
}
