import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { parseChannel, type SubscribeAck } from "../../shared/socket.ts";
import { ApiError, invalid } from "../http/api-error.ts";
import { ClientGoneError } from "../http/read-body.ts";
import type { Hub } from "./hub.ts";
import type { EventStreams, StreamRequest } from "./ports.ts";
import { SseConnection } from "./sse-connection.ts";

export interface EventStreamOptions {
  readonly hub: Hub;
  /** How often a comment is sent, in ms. */
  readonly commentMs?: number;
}

const COMMENT_MS = 15_000;

type Refusal = Extract<SubscribeAck, { ok: false }>;

const GONE: Refusal = { ok: false, code: "gone", detail: "the client is gone" };

async function subscribe(hub: Hub, connection: SseConnection, request: StreamRequest): Promise<SubscribeAck> {
  let answer: SubscribeAck = GONE;
  await hub.subscribe(connection, request, (ack) => {
    answer = ack;
  });
  return answer;
}

function refusalError({ code, detail }: Refusal): ApiError {
  return code === "internal" ? new ApiError("internal", detail) : invalid([{ path: "channels", message: detail }]);
}

/** What the client has of the channel: what it came with, unless that is no longer kept or was of another run of the server. */
function positionOf({ channel, since }: StreamRequest, ack: Extract<SubscribeAck, { ok: true }>): number {
  return since === undefined || ack.gap === true || parseChannel(channel)?.stored !== true ? ack.seq : since;
}

function positionsOf(requests: readonly StreamRequest[], acks: readonly SubscribeAck[]): Map<string, number> {
  const positions = new Map<string, number>();
  for (const [index, request] of requests.entries()) {
    const ack = acks[index];
    if (!ack?.ok) throw refusalError(ack ?? GONE);
    positions.set(request.channel, positionOf(request, ack));
  }
  return positions;
}

/** Serves the hub's channels as server-sent events, with the same promises as over Socket.IO. */
export function createEventStreams({ hub, commentMs = COMMENT_MS }: EventStreamOptions): EventStreams {
  const open = new Set<SseConnection>();
  const timer = setInterval(() => {
    for (const connection of open) connection.comment();
  }, commentMs).unref();

  async function start(response: ServerResponse, connection: SseConnection, channels: readonly StreamRequest[]): Promise<void> {
    // All at once: what is published while one channel is looked up belongs to the others' frames.
    const acks = await Promise.all(channels.map((request) => subscribe(hub, connection, request)));
    if (response.destroyed) throw new ClientGoneError();
    if (connection.ended) throw new ApiError("internal", "A channel could not be read.");
    connection.begin(positionsOf(channels, acks));
  }

  return {
    async open(response: ServerResponse, channels: readonly StreamRequest[]): Promise<void> {
      const connection: SseConnection = new SseConnection(`sse:${randomUUID()}`, response, () => hub.drained(connection));
      hub.connect(connection);
      open.add(connection);
      const forget = () => {
        open.delete(connection);
        hub.disconnect(connection);
      };
      response.once("close", forget);
      await start(response, connection, channels).catch((error: unknown) => {
        forget();
        throw error;
      });
    },
    close() {
      clearInterval(timer);
      for (const connection of open) {
        hub.disconnect(connection);
        connection.close({ code: "internal", detail: "the server is shutting down" });
      }
    },
  };
}
