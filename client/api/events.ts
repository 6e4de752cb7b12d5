import { pageSchema } from "../../shared/api.ts";
import { type EventView, eventSchema } from "../../shared/events.ts";
import { request } from "./http.ts";

const eventsPage = pageSchema(eventSchema);

export interface EventQuery {
  readonly type?: string | undefined;
  readonly source?: string | undefined;
  readonly q?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit?: number;
  readonly cursor?: string | undefined;
}

/** Stored events, newest first. */
export function listEvents(query: EventQuery, signal?: AbortSignal): Promise<{ items: EventView[]; nextCursor: string | null }> {
  return request(eventsPage, "/api/v1/alerts/events", { query: { ...query }, signal });
}
