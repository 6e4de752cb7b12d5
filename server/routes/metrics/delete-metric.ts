import { route } from "../route.ts";

export const deleteMetric = route({
  method: "delete",
  path: "/api/v1/alerts/metrics/{id}",
  operationId: "deleteMetric",
  summary: "Deletes a metric; its alerts and versions stay in the history",
  access: "admin",
  group: "metrics",
  responses: { 204: { description: "Deleted." } },
  handle: async ({ metricWriter }, { params: { id = "" }, identity }) => {
    await metricWriter.delete(id, identity.actor);
    return { status: 204 };
  },
});
