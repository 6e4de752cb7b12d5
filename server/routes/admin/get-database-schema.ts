import { catalogAnswerSchema } from "../../../shared/catalog-answer.ts";
import { ok, route } from "../route.ts";

export const getDatabaseSchema = route({
  method: "get",
  path: "/api/db-test/schema",
  operationId: "getDatabaseSchema",
  summary: "The tables and columns that may be read",
  access: "admin",
  group: "admin",
  responses: { 200: { description: "The catalog's tables.", schema: catalogAnswerSchema } },
  handle: ({ catalog }) => ok(catalog.describe()),
});
