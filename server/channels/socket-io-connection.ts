import type { Server, Socket } from "socket.io";
import type { ClientToServerEvents, ServerToClientEvents } from "../../shared/socket.ts";
import type { CloseReason, Connection, Transport, WireFrame } from "./connection.ts";

export type ChannelServer = Server<ClientToServerEvents, ServerToClientEvents>;
export type ChannelSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

type EngineSocket = ChannelSocket["conn"];
type Packets = Parameters<EngineSocket["transport"]["send"]>[0];

/** What Engine.IO has not handed to its transport; private there, and the only measure of a client's lag. */
function writeBuffer(conn: EngineSocket): Packets {
  return (conn as unknown as { readonly writeBuffer: Packets }).writeBuffer;
}

/** Broadcasts by the sockets' own rooms, so that Socket.IO encodes each frame once for all targets. */
export function socketIoTransport(io: ChannelServer): Transport {
  return {
    multicast(targets: readonly Connection[], frames: readonly WireFrame[]): void {
      const operator = io.local.to(targets.map((target) => target.id));
      // The event and its envelope belong together, which the union cannot say.
      for (const { event, envelope } of frames) operator.emit(event, envelope as never);
    },
  };
}

export function socketIoConnection(socket: ChannelSocket, transport: Transport): Connection {
  const { conn } = socket;
  return {
    id: socket.id,
    transport,
    bufferedPackets: () => writeBuffer(conn).length,
    bufferedBytes: () => writeBuffer(conn).reduce((bytes, { data }) => bytes + (typeof data === "string" ? data.length : 0), 0),
    close: (reason) => close(socket, reason),
  };
}

/**
 * Ends the connection below Socket.IO, so that its client reconnects by itself. What waits in the buffer is dropped for
 * the reason's sake: it is in the store, and the reason is the last thing a client reads when it wakes up.
 */
function close(socket: ChannelSocket, { code, detail }: CloseReason): void {
  const { conn } = socket;
  writeBuffer(conn).length = 0;
  if (code === "too_slow") {
    socket.emit("too_slow", { code, detail });
    const rest = writeBuffer(conn).splice(0);
    // A stalled WebSocket is not writable, yet takes a last frame into its own queue; a poll that is not there cannot.
    if (rest.length > 0 && conn.transport.name === "websocket") conn.transport.send(rest);
  }
  conn.close(true);
}
