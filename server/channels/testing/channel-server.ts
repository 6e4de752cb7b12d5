import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Socket as ClientSocket, io as connectClient, type ManagerOptions, type SocketOptions } from "socket.io-client";
import type { OutboxStore } from "../../../db/ports.ts";
import type { Role } from "../../../shared/api.ts";
import type { ClientToServerEvents, ServerToClientEvents, SubscribeAck, SubscribeInput } from "../../../shared/socket.ts";
import { parsePositions } from "../../../shared/stream-positions.ts";
import { createHub, type Hub, type HubOptions } from "../hub.ts";
import type { EventStreams } from "../ports.ts";
import { attachSocketIo } from "../socket-io.ts";
import { createEventStreams } from "../sse.ts";
import { createMemoryOutbox } from "./memory-outbox.ts";

export type TestClient = ClientSocket<ServerToClientEvents, ClientToServerEvents>;

export interface ChannelServer<Outbox extends OutboxStore> {
  readonly hub: Hub;
  readonly streams: EventStreams;
  readonly outbox: Outbox;
  readonly url: string;
  /** A client that does not reconnect by itself and has not connected yet. */
  client(options?: Partial<ManagerOptions & SocketOptions>): TestClient;
  close(): Promise<void>;
}

export interface ChannelServerOptions extends Partial<Omit<HubOptions, "outbox">> {
  /** Roles by token; open without. */
  readonly tokens?: Readonly<Record<string, Role>>;
  readonly allowedOrigins?: readonly string[];
  /** How often streams are sent a comment. */
  readonly commentMs?: number;
}

/** Opens a stream as the route does, without its checks. */
async function serveStream(streams: EventStreams, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const names = new URL(request.url ?? "", "http://server").searchParams.get("channels")?.split(",") ?? [];
  const positions = parsePositions(String(request.headers["last-event-id"] ?? ""));
  const channels = names.map((channel) => {
    const since = positions?.get(channel);
    return since === undefined ? { channel } : { channel, since };
  });
  await streams.open(response, channels).catch((error: Error) => response.writeHead(500).end(error.message));
}

/** A hub behind a real Socket.IO server on a free loopback port. */
export async function startChannelServer<Outbox extends OutboxStore>(
  outbox: Outbox,
  options: ChannelServerOptions = {},
): Promise<ChannelServer<Outbox>> {
  const { tokens, allowedOrigins = [], commentMs } = options;
  const hub = createHub({ snapshot: async () => [], now: Date.now, epoch: "epoch-1", ...options, outbox });
  const streams = createEventStreams({ hub, ...(commentMs === undefined ? {} : { commentMs }) });
  const httpServer = createServer((request, response) => void serveStream(streams, request, response));
  const channels = attachSocketIo(httpServer, {
    hub,
    allowedOrigins,
    guard: {
      hostAllowed: (host) => host?.startsWith("127.0.0.1:") ?? false,
      originAllowed: (origin, host) => origin === undefined || origin === `http://${host}` || allowedOrigins.includes(origin),
    },
    authenticate: (token) => {
      const role = tokens ? tokens[token ?? ""] : "admin";
      return role && { role };
    },
  });
  httpServer.listen(0, "127.0.0.1");
  await once(httpServer, "listening");
  const url = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
  const clients: TestClient[] = [];
  return {
    hub,
    streams,
    outbox,
    url,
    client(clientOptions = {}) {
      const client: TestClient = connectClient(url, {
        transports: ["websocket"],
        reconnection: false,
        autoConnect: false,
        forceNew: true,
        ...clientOptions,
      });
      clients.push(client);
      return client;
    },
    async close() {
      for (const client of clients) client.disconnect();
      channels.close();
      streams.close();
      httpServer.closeAllConnections();
      await new Promise((resolve) => httpServer.close(resolve));
    },
  };
}

export function startMemoryServer(options: ChannelServerOptions = {}) {
  return startChannelServer(createMemoryOutbox(), options);
}

export async function connected(client: TestClient): Promise<TestClient> {
  const opened = new Promise<void>((resolve, reject) => {
    client.once("connect", resolve);
    client.once("connect_error", reject);
  });
  client.connect();
  await opened;
  return client;
}

export function subscribe(client: TestClient, input: SubscribeInput): Promise<SubscribeAck> {
  return client.timeout(10_000).emitWithAck("subscribe", input);
}

/** Waits until the condition holds; fails after a bound. */
export async function until(condition: () => boolean, what: string, boundMs = 20_000): Promise<void> {
  const end = performance.now() + boundMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
