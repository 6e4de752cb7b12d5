import { generatorSchema } from "../../../shared/generators.ts";
import { ok, route } from "../route.ts";

export const getGenerator = route({
  method: "get",
  path: "/api/v1/alerts/generators/{id}",
  operationId: "getGenerator",
  summary: "One event generator: how far it is, and which of the alerts it must raise have opened",
  access: "viewer",
  group: "engine",
  responses: { 200: { description: "The generator.", schema: generatorSchema } },
  handle: async ({ generators }, { params: { id = "" } }) => ok(await generators.get(id)),
});
