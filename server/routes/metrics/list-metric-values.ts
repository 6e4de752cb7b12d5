import { pageQuerySchema } from "../../../shared/api.ts";
import { type MetricValues, metricValuesSchema } from "../../../shared/metrics.ts";
import { notFound } from "../../http/api-error.ts";
import { ok, route } from "../route.ts";

export const listMetricValues = route({
  method: "get",
  path: "/api/v1/alerts/metrics/{id}/values",
  operationId: "listMetricValues",
  summary: "The present values of a metric's groups, those nearest to its threshold or furthest beyond it first",
  access: "viewer",
  group: "metrics",
  query: pageQuerySchema.pick({ limit: true }),
  responses: { 200: { description: "At most `limit` of the groups; none for a metric that is off.", schema: metricValuesSchema } },
  handle: async ({ app, runtime }, { params: { id = "" }, query: { limit } }) => {
    if (!(await app.metrics.get(id))) throw notFound(`metric ${id}`);
    const values: MetricValues = { items: runtime.values(id, limit), groups: runtime.leading(id)?.groups ?? 0 };
    return ok(values);
  },
});
