import { healthSchema } from "../../../shared/api.ts";
import { route } from "../route.ts";
import { healthReport, isUnreachable } from "./health-report.ts";

export const getHealth = route({
  method: "get",
  path: "/health",
  operationId: "getHealth",
  summary: "What works and what does not",
  access: "open",
  group: "health",
  responses: {
    200: { description: "Every database answers.", schema: healthSchema },
    503: { description: "A database is unreachable.", schema: healthSchema },
  },
  handle: async (services) => {
    const health = await healthReport(services);
    return { status: isUnreachable(health) ? 503 : 200, body: health };
  },
});
