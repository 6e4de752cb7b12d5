import { livePageSchema, pageQuerySchema } from "../../../shared/api.ts";
import { scanSummarySchema } from "../../../shared/sentinel.ts";
import { ok, route } from "../route.ts";

export const listScans = route({
  method: "get",
  path: "/api/v1/sentinel/history",
  operationId: "listScans",
  summary: "Lists scans, the newest first",
  access: "viewer",
  group: "sentinel",
  query: pageQuerySchema,
  responses: {
    200: {
      description: "A page of scans; `streamSeq` is the position of the channel `sentinel`.",
      schema: livePageSchema(scanSummarySchema),
    },
  },
  handle: async ({ app, scans }, { query }) => {
    // The position comes first: a step between the reads is then repeated on the channel, never lost.
    const streamSeq = await app.outbox.position("sentinel");
    return ok({ ...(await scans.list(query)), streamSeq });
  },
});
