import { type SystemConfig, systemConfigSchema } from "../../../shared/system.ts";
import { ok, route } from "../route.ts";

export const getSystemConfig = route({
  method: "get",
  path: "/api/v1/system/config",
  operationId: "getSystemConfig",
  summary: "The configuration in force: every variable, where its value comes from, its secrets masked",
  access: "admin",
  group: "admin",
  responses: { 200: { description: "One entry for each variable, in the order of .env.example.", schema: systemConfigSchema } },
  handle: ({ configuration }) => ok({ items: [...configuration] } satisfies SystemConfig),
});
