import { healthSchema } from "../../../shared/api.ts";
import { route } from "../route.ts";
import { healthReport, isUnreachable } from "./health-report.ts";

export const getReadiness = route({
  method: "get",
  path: "/health/ready",
  operationId: "getReadiness",
  summary: "Whether to send requests here",
  access: "open",
  group: "health",
  responses: {
    200: { description: "Requests are served.", schema: healthSchema },
    503: { description: "Recovering, stopping, or without its database.", schema: healthSchema },
  },
  handle: async (services) => {
    const health = await healthReport(services);
    const ready = services.identity.accepting && health.checks.stream.status === "ok" && !isUnreachable(health);
    return { status: ready ? 200 : 503, body: health };
  },
});
