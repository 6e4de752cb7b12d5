import { z } from "zod";
import { ok, route } from "../route.ts";

export const getLiveness = route({
  method: "get",
  path: "/health/live",
  operationId: "getLiveness",
  summary: "Whether the process answers at all",
  access: "open",
  group: "health",
  responses: { 200: { description: "It does.", schema: z.object({ status: z.literal("ok") }) } },
  handle: () => ok({ status: "ok" }),
});
