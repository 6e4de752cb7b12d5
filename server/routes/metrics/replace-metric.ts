import { z } from "zod";
import { type Metric, metricInputSchema, metricSchema } from "../../../shared/metrics.ts";
import { ok, route } from "../route.ts";
import { acceptReadOnly, parseDefinition } from "./edit-metric.ts";

/** Checked in the handler, against the metric as it is then; the documents show what is expected. */
const bodySchema = z.record(z.string(), z.unknown());

export const replaceMetric = route({
  method: "put",
  path: "/api/v1/alerts/metrics/{id}",
  operationId: "replaceMetric",
  summary: "Replaces a metric's definition; open alerts of the old one are closed by the engine",
  access: "admin",
  group: "metrics",
  body: bodySchema,
  documentedBody: metricInputSchema,
  responses: { 200: { description: "The metric, one version on.", schema: metricSchema } },
  problems: ["conflict"],
  handle: async ({ metricWriter }, { params: { id = "" }, body, identity }) => {
    const edit = (current: Metric) => parseDefinition(acceptReadOnly(body, current));
    return ok(await metricWriter.update(id, edit, identity.actor));
  },
});
