import { z } from "zod";
import { ok, route } from "../route.ts";

export const getAsyncApi = route({
  method: "get",
  path: "/asyncapi.json",
  operationId: "getAsyncApi",
  summary: "The AsyncAPI 3.0 document",
  access: "open",
  group: "documents",
  responses: { 200: { description: "The document.", schema: z.record(z.string(), z.unknown()) } },
  handle: ({ documents }) => ok(documents.asyncApi()),
});
