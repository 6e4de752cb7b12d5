import type { NewEvent } from "../../db/ports.ts";
import type { FieldError } from "../../shared/problems.ts";
import { checkEvent } from "./check-event.ts";
import { isCloudEvent, readCloudEvent } from "./cloud-event.ts";
import { plainEvent } from "./plain-event.ts";

/** The event that parsed JSON stands for, or what is wrong with it. `latest` is the newest timestamp allowed, epoch ms. */
export type EventReader = (value: unknown, latest: number) => NewEvent | FieldError[];

/** Reads an event of the API's own form, or a CloudEvent, which says so itself. */
export const acceptEvent: EventReader = (value, latest) =>
  plainEvent(value, latest) ?? (isCloudEvent(value) ? readCloudEvent(value, latest) : checkEvent(value, latest));
