import { z } from "zod";
import { CHANNELS, parseChannel } from "../../../shared/socket.ts";
import { streamPositionsSchema } from "../../../shared/stream-positions.ts";
import type { StreamRequest } from "../../channels/ports.ts";
import { commaList } from "../query-lists.ts";
import { readQuery } from "../read-input.ts";
import type { Route } from "../route.ts";

const MAX_CHANNELS = 64;

const channelSchema = z
  .string()
  .max(200)
  .refine((name) => parseChannel(name) !== undefined, { error: ({ input }) => `there is no channel ${JSON.stringify(input)}` });

const querySchema = z.object({
  channels: commaList(channelSchema, `channels, at most ${MAX_CHANNELS}: ${Object.keys(CHANNELS).join(", ")}, or a narrowed one`)
    .transform((names) => [...new Set(names)])
    .refine((names) => names.length > 0, "expected at least one channel")
    .refine((names) => names.length <= MAX_CHANNELS, `at most ${MAX_CHANNELS} channels`),
  lastEventId: streamPositionsSchema.optional().meta({
    description: "Where to go on from: the id of the last event that arrived. The header counts when both are there.",
  }),
});

const headersSchema = z.object({
  "Last-Event-ID": z
    .string()
    .optional()
    .meta({ description: "Where to go on from: the id of the last event that arrived, which an EventSource sends by itself." }),
});

/** The page that reconnects by itself keeps its first address, so that the header is the newer of the two. */
function lastEventId(header: string | string[] | undefined): { lastEventId?: string } {
  const text = Array.isArray(header) ? header.join(",") : header;
  return text ? { lastEventId: text } : {};
}

export const streamChannels: Route = {
  method: "get",
  path: "/api/v1/stream",
  operationId: "streamChannels",
  summary: "The socket's channels as server-sent events",
  access: "viewer",
  group: "engine",
  query: querySchema,
  headers: headersSchema,
  responses: {
    200: {
      description:
        "An endless stream. `event` is the name and `data` the envelope of a frame as the socket sends it (/asyncapi.json). `id` lists the " +
        "position of every channel as `channel:seq`, comma-separated, each split at its last colon. On `alerts*`, `anomalies` and " +
        "`sentinel*` a client that comes back with it gets exactly what it missed, or one `snapshot` when that is no longer kept. On the " +
        "other channels a seq belongs to one run of the server: nothing is resumed from it, the stream goes on with the newest frame. A " +
        "comment every 15 s keeps it open; a client that takes nothing for 15 s is sent `too_slow` and the stream ends.",
      schema: z.string(),
      contentType: "text/event-stream",
    },
  },
  serve:
    ({ streams }) =>
    async (request, response) => {
      const query = readQuery(querySchema, request, lastEventId(request.headers["last-event-id"]));
      const requests = query.channels.map((channel): StreamRequest => {
        const since = query.lastEventId?.get(channel);
        return since === undefined ? { channel } : { channel, since };
      });
      await streams.open(response, requests);
    },
};
