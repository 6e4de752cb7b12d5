import { pageQuerySchema } from "../../../shared/api.ts";
import { generatorListSchema } from "../../../shared/generators.ts";
import { ok, route } from "../route.ts";

export const listGenerators = route({
  method: "get",
  path: "/api/v1/alerts/generators",
  operationId: "listGenerators",
  summary: "Lists event generators, those that have ended included, and the scenarios there are",
  access: "viewer",
  group: "engine",
  query: pageQuerySchema,
  responses: { 200: { description: "A page of generators.", schema: generatorListSchema } },
  handle: async ({ generators }, { query }) => ok({ ...(await generators.list(query)), scenarios: generators.scenarios() }),
});
