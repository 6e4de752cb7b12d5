import { z } from "zod";
import { ok, route } from "../route.ts";

export const getOpenApi = route({
  method: "get",
  path: "/openapi.json",
  operationId: "getOpenApi",
  summary: "The OpenAPI 3.1 document",
  access: "open",
  group: "documents",
  responses: { 200: { description: "The document.", schema: z.record(z.string(), z.unknown()) } },
  handle: ({ documents }) => ok(documents.openApi()),
});
