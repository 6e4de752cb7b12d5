import { route } from "../route.ts";

export const stopGenerator = route({
  method: "delete",
  path: "/api/v1/alerts/generators/{id}",
  operationId: "stopGenerator",
  summary: "Ends a generator; it stays listed",
  access: "operator",
  group: "engine",
  responses: { 204: { description: "It has ended, or will with the batch under way." } },
  handle: async ({ generators }, { params: { id = "" } }) => {
    await generators.halt(id);
    return { status: 204 };
  },
});
