import { ALERT_STATUSES, alertSchema, alertStatusSchema } from "../../../shared/alerts.ts";
import { livePageSchema, pageQuerySchema } from "../../../shared/api.ts";
import { SEVERITIES, severitySchema } from "../../../shared/events.ts";
import { domainSchema } from "../../../shared/metrics.ts";
import { commaList, instantQuerySchema, searchTextSchema } from "../query-lists.ts";
import { ok, route } from "../route.ts";

const querySchema = pageQuerySchema.extend({
  status: commaList(alertStatusSchema, ALERT_STATUSES.join(", ")).optional(),
  severity: commaList(severitySchema, SEVERITIES.join(", ")).optional(),
  domain: commaList(domainSchema, "domains").optional(),
  metricId: searchTextSchema.optional(),
  from: instantQuerySchema.optional(),
  to: instantQuerySchema.optional(),
  q: searchTextSchema.optional(),
});

export const listAlerts = route({
  method: "get",
  path: "/api/v1/alerts/history",
  operationId: "listAlerts",
  summary: "Lists alerts, the newest first",
  access: "viewer",
  group: "alerts",
  query: querySchema,
  responses: {
    200: { description: "A page of alerts; `streamSeq` is the position of the channel `alerts`.", schema: livePageSchema(alertSchema) },
  },
  handle: async ({ app }, { query: { limit, cursor, ...filter } }) => {
    // The position comes first: a change between the two reads is then repeated on the channel, never lost.
    const streamSeq = await app.outbox.position("alerts");
    const page = await app.alerts.list(filter, { limit, cursor });
    return ok({ ...page, streamSeq });
  },
});
