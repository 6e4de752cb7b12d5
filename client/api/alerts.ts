import { type Alert, alertSchema, bulkResultSchema } from "../../shared/alerts.ts";
import { livePageSchema, pageSchema } from "../../shared/api.ts";
import { type EventView, eventSchema } from "../../shared/events.ts";
import { request } from "./http.ts";

const HISTORY = "/api/v1/alerts/history";
const alertsPage = livePageSchema(alertSchema);
const eventsPage = pageSchema(eventSchema);

export interface AlertQuery {
  /** Comma-separated statuses. */
  readonly status?: string;
  /** ISO instant; alerts that started since. */
  readonly from?: string | undefined;
  readonly q?: string;
  readonly limit?: number;
  readonly cursor?: string | undefined;
}

export interface AlertsPage {
  readonly items: Alert[];
  readonly nextCursor: string | null;
  /** The position of the `alerts` channel that the page is current to. */
  readonly streamSeq: number;
}

export function listAlerts(query: AlertQuery, signal?: AbortSignal): Promise<AlertsPage> {
  return request(alertsPage, HISTORY, { query: { ...query }, signal });
}

export function getAlert(id: string, signal?: AbortSignal): Promise<Alert> {
  return request(alertSchema, `${HISTORY}/${encodeURIComponent(id)}`, { signal });
}

export interface Evidence {
  /** Newest first. */
  readonly items: readonly EventView[];
  /** Whether these are all of them. */
  readonly isWhole: boolean;
}

/** The events behind an alert, at most about `most` of them. */
export async function alertEvents(id: string, most: number, signal?: AbortSignal): Promise<Evidence> {
  const items: EventView[] = [];
  let cursor: string | undefined;
  do {
    const page = await request(eventsPage, `${HISTORY}/${encodeURIComponent(id)}/events`, { query: { limit: 500, cursor }, signal });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && items.length < most);
  return { items, isWhole: cursor === undefined };
}

function act(id: string, action: string, body: unknown): Promise<Alert> {
  return request(alertSchema, `${HISTORY}/${encodeURIComponent(id)}/${action}`, { method: "POST", body });
}

export const acknowledge = (id: string): Promise<Alert> => act(id, "acknowledge", {});
export const resolve = (id: string): Promise<Alert> => act(id, "resolve", {});
export const addNote = (id: string, text: string): Promise<Alert> => act(id, "notes", { text });
export const assign = (id: string, to: string): Promise<Alert> => act(id, "assign", { to });

export interface BulkResult {
  readonly id: string;
  readonly ok: boolean;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
}

/** Acts on up to 500 alerts; says for each whether it worked. */
export async function bulk(action: "acknowledge" | "resolve", ids: readonly string[]): Promise<BulkResult[]> {
  const answer = await request(bulkResultSchema, `${HISTORY}/bulk`, { method: "POST", body: { ids, action } });
  return answer.results;
}
