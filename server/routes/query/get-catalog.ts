import { catalogAnswerSchema } from "../../../shared/catalog-answer.ts";
import { ok, route } from "../route.ts";

export const getCatalog = route({
  method: "get",
  path: "/api/v1/catalog",
  operationId: "getCatalog",
  summary: "Tables, columns, synonyms and example questions",
  access: "viewer",
  group: "questions",
  responses: { 200: { description: "What can be asked about.", schema: catalogAnswerSchema } },
  handle: async ({ catalog }) => ok(catalog.describe()),
});
