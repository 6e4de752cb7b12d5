import { generatorInputSchema, generatorSchema } from "../../../shared/generators.ts";
import { route } from "../route.ts";

export const startGenerator = route({
  method: "post",
  path: "/api/v1/alerts/generators",
  operationId: "startGenerator",
  summary: "Plays a scenario inside the server, its events marked simulated",
  access: "operator",
  group: "engine",
  body: generatorInputSchema,
  responses: { 201: { description: "The generator.", schema: generatorSchema } },
  problems: ["conflict"],
  handle: async ({ generators }, { body, identity }) => {
    const generator = await generators.launch(body, identity.actor);
    return { status: 201, body: generator, headers: { Location: `/api/v1/alerts/generators/${generator.id}` }, target: generator.id };
  },
});
