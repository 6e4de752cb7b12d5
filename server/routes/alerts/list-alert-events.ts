import { setImmediate } from "node:timers/promises";
import type { EventLog, MetricStore } from "../../../db/ports.ts";
import type { Alert } from "../../../shared/alerts.ts";
import { type Page, type PageQuery, pageQuerySchema, pageSchema } from "../../../shared/api.ts";
import { eventSchema, eventView, type StoredEvent } from "../../../shared/events.ts";
import type { Metric } from "../../../shared/metrics.ts";
import { ApiError } from "../../http/api-error.ts";
import { ok, route } from "../route.ts";
import { type AlertSelection, alertSelection } from "./alert-selection.ts";
import { existingAlert } from "./existing-alert.ts";

/** Pages of the log that one request looks through; a client goes on from where it ended. */
const MAX_PAGES = 20;

/** The definition that raised the alert, which may have been changed or deleted since. */
async function definitionOf(metrics: MetricStore, alert: Alert): Promise<Metric> {
  const versions = await metrics.versions(alert.metricId);
  const metric = versions.find(({ version }) => version === alert.metricVersion)?.metric ?? (await metrics.get(alert.metricId));
  if (!metric) throw new ApiError("not_found", "The metric that raised the alert is no longer known.");
  return metric;
}

/** Log pages of the asked size, filtered, until the next one could be too much: a cursor only stands between log pages. */
async function search(log: EventLog, { filter, matches }: AlertSelection, page: PageQuery): Promise<Page<StoredEvent>> {
  const items: StoredEvent[] = [];
  let cursor = page.cursor;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const found = log.list(filter, { limit: page.limit, cursor });
    const matching = found.items.filter(matches);
    if (items.length + matching.length > page.limit) break;
    items.push(...matching);
    if (found.nextCursor === null) return { items, nextCursor: null };
    cursor = found.nextCursor;
    // The log is read on this thread: others get their turn in between.
    await setImmediate();
  }
  return { items, nextCursor: cursor ?? null };
}

export const listAlertEvents = route({
  method: "get",
  path: "/api/v1/alerts/history/{id}/events",
  operationId: "listAlertEvents",
  summary: "The stored events in an alert's window, the newest first",
  access: "viewer",
  group: "alerts",
  query: pageQuerySchema,
  responses: { 200: { description: "A page of events; it may be short although more follow.", schema: pageSchema(eventSchema) } },
  handle: async ({ app, log }, { params: { id = "" }, query }) => {
    const alert = await existingAlert(app.alerts, id);
    const { items, nextCursor } = await search(log, alertSelection(alert, await definitionOf(app.metrics, alert)), query);
    return ok({ items: items.map(eventView), nextCursor });
  },
});
