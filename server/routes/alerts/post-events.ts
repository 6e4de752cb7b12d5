import { z } from "zod";
import { eventInputSchema, ingestResultSchema } from "../../../shared/events.ts";
import { logRequest } from "../../http/request-log.ts";
import { secondsSince } from "../../http/request-state.ts";
import type { Route } from "../route.ts";

/**
 * Every event of every producer comes in here. It reads its body and writes its answer itself: Express's parser and
 * `res.json` cost more than all the rest of a small request.
 */
export const postEvents: Route = {
  method: "post",
  path: "/api/v1/alert",
  operationId: "postEvents",
  summary: "Takes events: one, an array, {events: […]} or NDJSON; answers when they are durable",
  access: "producer",
  group: "events",
  documentedBody: z.union([eventInputSchema, z.array(eventInputSchema), z.strictObject({ events: z.array(eventInputSchema) })]),
  bodyTypes: { "application/x-ndjson": eventInputSchema },
  responses: { 202: { description: "What became of the events.", schema: ingestResultSchema } },
  problems: ["too_large", "overloaded", "storage_unavailable"],
  serve:
    ({ ingest, telemetry }, logger) =>
    async (request, response) => {
      await ingest.answer(request, response);
      telemetry.requests.eventsAccepted(secondsSince(request));
      logRequest(logger, request, 202, "debug");
    },
};
