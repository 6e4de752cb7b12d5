import { metricSchema } from "../../../shared/metrics.ts";
import { notFound } from "../../http/api-error.ts";
import { ok, route } from "../route.ts";

export const getMetric = route({
  method: "get",
  path: "/api/v1/alerts/metrics/{id}",
  operationId: "getMetric",
  summary: "One metric",
  access: "viewer",
  group: "metrics",
  responses: { 200: { description: "The metric.", schema: metricSchema } },
  handle: async ({ app }, { params: { id = "" } }) => {
    const metric = await app.metrics.get(id);
    if (!metric) throw notFound(`metric ${id}`);
    return ok(metric);
  },
});
