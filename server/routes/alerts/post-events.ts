import { z } from "zod";
import { webhookSchema } from "../../../shared/alertmanager.ts";
import { cloudEventSchema } from "../../../shared/cloud-events.ts";
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
  summary: "Takes events: one, an array, {events: […]}, NDJSON, CloudEvents or an Alertmanager webhook; answers when they are durable",
  access: "producer",
  group: "events",
  documentedBody: z.union([
    eventInputSchema,
    cloudEventSchema,
    z.array(z.union([eventInputSchema, cloudEventSchema])),
    z.strictObject({ events: z.array(z.union([eventInputSchema, cloudEventSchema])) }),
    webhookSchema,
  ]),
  bodyTypes: {
    "application/x-ndjson": z.union([eventInputSchema, cloudEventSchema]),
    "application/cloudevents+json": cloudEventSchema,
    "application/cloudevents-batch+json": z.array(cloudEventSchema),
  },
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
