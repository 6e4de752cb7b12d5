import type { NewEvent } from "../../db/ports.ts";
import { type EventInput, eventInputSchema } from "../../shared/events.ts";
import { type FieldError, fieldErrors } from "../../shared/problems.ts";
import { structureErrors } from "../http/json.ts";

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

/** What the schema says of a value that is not nested too deep. `latest` is the newest timestamp allowed, epoch ms. */
export function checkShape(value: unknown, latest: number): NewEvent | FieldError[] {
  const result = eventInputSchema.safeParse(value);
  if (!result.success) return fieldErrors(result.error);
  const event = newEvent(result.data);
  if (event.timestamp !== null && event.timestamp > latest) {
    return [{ path: "timestamp", message: "more than 5 minutes ahead of the time of arrival" }];
  }
  return event;
}

/** What the schema says of parsed JSON: the event, or what is wrong with which field. */
export function checkEvent(value: unknown, latest: number): NewEvent | FieldError[] {
  const misshapen = structureErrors(value);
  return misshapen.length > 0 ? misshapen : checkShape(value, latest);
}
