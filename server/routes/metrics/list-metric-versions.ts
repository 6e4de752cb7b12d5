import { pageQuerySchema, pageSchema } from "../../../shared/api.ts";
import { metricVersionSchema } from "../../../shared/metrics.ts";
import { notFound } from "../../http/api-error.ts";
import { paginate } from "../paginate.ts";
import { ok, route } from "../route.ts";

export const listMetricVersions = route({
  method: "get",
  path: "/api/v1/alerts/metrics/{id}/versions",
  operationId: "listMetricVersions",
  summary: "Every version of a metric, newest first",
  access: "viewer",
  group: "metrics",
  query: pageQuerySchema,
  responses: { 200: { description: "A page of versions.", schema: pageSchema(metricVersionSchema) } },
  handle: async ({ app }, { params: { id = "" }, query }) => {
    const versions = await app.metrics.versions(id);
    if (versions.length === 0) throw notFound(`metric ${id}`);
    return ok(
      paginate(
        versions.toSorted((a, b) => b.version - a.version),
        query,
      ),
    );
  },
});
