import { z } from "zod";
import { pageQuerySchema, pageSchema } from "../../../shared/api.ts";
import { eventSchema, eventView } from "../../../shared/events.ts";
import { instantQuerySchema, searchTextSchema } from "../query-lists.ts";
import { ok, route } from "../route.ts";

const querySchema = pageQuerySchema.extend({
  type: searchTextSchema.optional().meta({ description: "An exact type, or a beginning of one and `*`." }),
  source: z.string().max(256).optional(),
  from: instantQuerySchema.optional(),
  to: instantQuerySchema.optional(),
  q: searchTextSchema.optional(),
});

export const listEvents = route({
  method: "get",
  path: "/api/v1/alerts/events",
  operationId: "listEvents",
  summary: "Lists stored events, the newest first",
  access: "viewer",
  group: "events",
  query: querySchema,
  responses: { 200: { description: "A page of events; it may be short although more follow.", schema: pageSchema(eventSchema) } },
  handle: ({ log }, { query: { limit, cursor, ...filter } }) => {
    const { items, nextCursor } = log.list(filter, { limit, cursor });
    return ok({ items: items.map(eventView), nextCursor });
  },
});
