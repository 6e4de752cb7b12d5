import { rollbackInputSchema } from "../../../shared/metric-files.ts";
import { metricSchema } from "../../../shared/metrics.ts";
import { notFound } from "../../http/api-error.ts";
import { ok, route } from "../route.ts";
import { definitionOf, parseDefinition } from "./edit-metric.ts";

export const rollbackMetric = route({
  method: "post",
  path: "/api/v1/alerts/metrics/{id}/rollback",
  operationId: "rollbackMetric",
  summary: "Makes the definition of an earlier version the newest version",
  access: "admin",
  group: "metrics",
  body: rollbackInputSchema,
  responses: { 200: { description: "The metric, one version on.", schema: metricSchema } },
  problems: ["conflict"],
  handle: async ({ app, metricWriter }, { params: { id = "" }, body: { version }, identity }) => {
    const versions = await app.metrics.versions(id);
    const found = versions.find((entry) => entry.version === version);
    if (!found) throw notFound(`version ${version} of metric ${id}`);
    return ok(await metricWriter.update(id, () => parseDefinition(definitionOf(found.metric)), identity.actor));
  },
});
