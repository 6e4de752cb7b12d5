import { type Metric, type MetricInput, metricPatchSchema, metricSchema } from "../../../shared/metrics.ts";
import { ok, route } from "../route.ts";
import { acceptReadOnly, definitionOf, mergePatch, parseDefinition } from "./edit-metric.ts";

export const patchMetric = route({
  method: "patch",
  path: "/api/v1/alerts/metrics/{id}",
  operationId: "patchMetric",
  summary: "Changes some fields of a metric (RFC 7396)",
  access: "admin",
  group: "metrics",
  body: metricPatchSchema,
  bodyTypes: { "application/merge-patch+json": metricPatchSchema },
  responses: { 200: { description: "The metric, one version on.", schema: metricSchema } },
  problems: ["conflict"],
  handle: async ({ metricWriter }, { params: { id = "" }, body, identity }) => {
    const edit = (current: Metric): MetricInput => parseDefinition(mergePatch(definitionOf(current), acceptReadOnly(body, current)));
    return ok(await metricWriter.update(id, edit, identity.actor));
  },
});
