import { type Dependencies, dependenciesSchema } from "../../../shared/system.ts";
import { ok, route } from "../route.ts";
import { healthReport } from "./health-report.ts";

export const listDependencies = route({
  method: "get",
  path: "/api/v1/system/dependencies",
  operationId: "listDependencies",
  summary: "What the server depends on: its state now, how fast it answers, since when, and the last trouble",
  access: "viewer",
  group: "admin",
  responses: { 200: { description: "Asked at this moment; the history is that of this run.", schema: dependenciesSchema } },
  handle: async (services) => {
    await healthReport(services);
    return ok({ items: services.dependencies.dependencies() } satisfies Dependencies);
  },
});
