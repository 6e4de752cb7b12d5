import { pageQuerySchema, pageSchema } from "../../../shared/api.ts";
import { metricSchema } from "../../../shared/metrics.ts";
import { paginate } from "../paginate.ts";
import { ok, route } from "../route.ts";

export const listMetrics = route({
  method: "get",
  path: "/api/v1/alerts/metrics",
  operationId: "listMetrics",
  summary: "Lists the metrics, by name",
  access: "viewer",
  group: "metrics",
  query: pageQuerySchema,
  responses: { 200: { description: "A page of metrics.", schema: pageSchema(metricSchema) } },
  handle: async ({ app }, { query }) => ok(paginate(await app.metrics.list(), query)),
});
