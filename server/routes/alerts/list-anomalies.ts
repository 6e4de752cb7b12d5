import { anomalySchema } from "../../../shared/anomalies.ts";
import { livePageSchema, pageQuerySchema } from "../../../shared/api.ts";
import { anomalySummarySchema } from "../../../shared/control.ts";
import { toIso } from "../../../shared/time.ts";
import { instantQuerySchema, searchTextSchema } from "../query-lists.ts";
import { ok, route } from "../route.ts";

const querySchema = pageQuerySchema.extend({
  metricId: searchTextSchema.optional(),
  from: instantQuerySchema.optional(),
  to: instantQuerySchema.optional(),
});

export const listAnomalies = route({
  method: "get",
  path: "/api/v1/alerts/anomalies",
  operationId: "listAnomalies",
  summary: "Lists anomalies, the newest first, with a summary for each metric",
  access: "viewer",
  group: "alerts",
  query: querySchema,
  responses: {
    200: {
      description: "A page of anomalies; `streamSeq` is the position of the channel `anomalies`.",
      schema: livePageSchema(anomalySchema).extend({ summary: anomalySummarySchema.array() }),
    },
  },
  handle: async ({ app }, { query: { limit, cursor, ...filter } }) => {
    // The position comes first: an anomaly between the reads is then repeated on the channel, never lost.
    const streamSeq = await app.outbox.position("anomalies");
    const page = await app.anomalies.list(filter, { limit, cursor });
    const summary = (await app.anomalies.summary()).map((sum) => ({ ...sum, newestAt: toIso(sum.newestAt) }));
    return ok({ ...page, streamSeq, summary });
  },
});
