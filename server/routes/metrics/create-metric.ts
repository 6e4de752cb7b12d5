import { metricInputSchema, metricSchema } from "../../../shared/metrics.ts";
import { route } from "../route.ts";

export const createMetric = route({
  method: "post",
  path: "/api/v1/alerts/metrics",
  operationId: "createMetric",
  summary: "Creates a metric; it is evaluated from then on",
  access: "admin",
  group: "metrics",
  body: metricInputSchema,
  responses: { 201: { description: "The metric.", schema: metricSchema } },
  problems: ["conflict"],
  handle: async ({ metricWriter }, { body, identity }) => {
    const metric = await metricWriter.create(body, identity.actor);
    return { status: 201, body: metric, headers: { Location: `/api/v1/alerts/metrics/${metric.id}` }, target: metric.id };
  },
});
