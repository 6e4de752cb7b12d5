import type { Server as HttpServer, IncomingHttpHeaders } from "node:http";
import { Server } from "socket.io";
import type { Role } from "../../shared/api.ts";
import { fieldErrors } from "../../shared/problems.ts";
import { type SubscribeAck, subscribeInputSchema } from "../../shared/socket.ts";
import type { OriginGuard } from "../http/origin-guard.ts";
import type { Connection } from "./connection.ts";
import type { Hub } from "./hub.ts";
import { type ChannelServer, type ChannelSocket, socketIoConnection, socketIoTransport } from "./socket-io-connection.ts";

export interface SocketIoOptions {
  readonly hub: Hub;
  /** CORS does not cover WebSocket upgrades, so every handshake's Host and Origin are checked. */
  readonly guard: Pick<OriginGuard, "hostAllowed" | "originAllowed">;
  /** Origins besides the server's own, whose pages may also use long polling. */
  readonly allowedOrigins: readonly string[];
  /** Who a token belongs to; `undefined` when it is missing and required, or unknown. */
  readonly authenticate: (token: string | undefined) => { readonly role: Role } | undefined;
  readonly log?: (message: string, fields: Record<string, unknown>) => void;
}

export interface SocketIoChannels {
  /** Refuses new clients and lets the connected ones go; they reconnect by themselves. Leaves the HTTP server open. */
  close(): void;
}

/** Heartbeats let a client that watches no channel see within 5 s that a server is gone. */
const PING_INTERVAL_MS = 4_000;
/** Longer than the hub waits for a stalled client, so that it is told why it goes. */
const PING_TIMEOUT_MS = 20_000;
const CHECK_INTERVAL_MS = 1_000;
/** A subscribe request is some hundred bytes. */
const MAX_MESSAGE_BYTES = 16 * 1024;

/**
 * Serves the channels by Socket.IO at `/socket.io` on the HTTP server, whose own request listener must be in place:
 * Socket.IO steps in front of the listeners it finds.
 */
export function attachSocketIo(httpServer: HttpServer, options: SocketIoOptions): SocketIoChannels {
  let closing = false;
  const io: ChannelServer = new Server(httpServer, {
    path: "/socket.io",
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    cors: { origin: [...options.allowedOrigins] },
    allowRequest: (request, decide) => {
      const refused = closing ? "shutting down" : refuseHandshake(request.headers, options);
      if (refused) options.log?.("socket refused", { reason: refused, origin: request.headers.origin });
      decide(refused, refused === undefined);
    },
  });
  io.use((socket, next) => next(refuseToken(socket.handshake.auth.token, options)));
  const transport = socketIoTransport(io);
  io.on("connection", (socket) => serve(socket, socketIoConnection(socket, transport), options));
  const timer = setInterval(() => options.hub.check(), CHECK_INTERVAL_MS);
  timer.unref();
  return {
    close(): void {
      closing = true;
      clearInterval(timer);
      io.engine.close();
    },
  };
}

function refuseHandshake({ host, origin }: IncomingHttpHeaders, { guard }: SocketIoOptions): string | undefined {
  if (!guard.hostAllowed(host)) return "host not allowed";
  return guard.originAllowed(origin, host) ? undefined : "origin not allowed";
}

/** An error whose `data` a client finds in its `connect_error`. */
function refuseToken(token: unknown, { authenticate }: SocketIoOptions): Error | undefined {
  const principal = authenticate(typeof token === "string" ? token : undefined);
  if (!principal) return connectError("unauthorized", "a valid token is required in auth.token");
  if (principal.role === "producer") return connectError("forbidden", "a producer's token posts events only");
  return undefined;
}

function connectError(code: string, detail: string): Error {
  return Object.assign(new Error(code), { data: { code, detail } });
}

function serve(socket: ChannelSocket, connection: Connection, { hub, log }: SocketIoOptions): void {
  hub.connect(connection);
  log?.("socket connected", { socket: socket.id, clients: hub.connections() });
  socket.conn.on("drain", () => hub.drained(connection));
  socket.on("disconnect", (reason) => {
    hub.disconnect(connection);
    log?.("socket gone", { socket: socket.id, reason, clients: hub.connections() });
  });
  socket.on("subscribe", (input, ack) => subscribe(hub, connection, input, ack));
  socket.on("unsubscribe", (input, ack) => {
    const channel: unknown = (input as { channel?: unknown } | null | undefined)?.channel;
    const ok = typeof channel === "string" && hub.unsubscribe(connection, channel);
    if (typeof ack === "function") ack({ ok });
  });
}

/** The types of the event maps are promises of well-behaved clients only: both arguments are checked. */
function subscribe(hub: Hub, connection: Connection, input: unknown, ack: unknown): void {
  const answer = typeof ack === "function" ? (ack as (answer: SubscribeAck) => void) : () => {};
  const parsed = subscribeInputSchema.safeParse(input);
  if (parsed.success) {
    void hub.subscribe(connection, parsed.data, answer);
    return;
  }
  const detail = fieldErrors(parsed.error).map(({ path, message }) => (path ? `${path}: ${message}` : message));
  answer({ ok: false, code: "invalid", detail: detail.join("; ") });
}
