import type { Envelope, ServerEventName } from "../../shared/socket.ts";

/** One frame as a transport writes it. */
export interface WireFrame {
  readonly event: ServerEventName | "snapshot";
  readonly envelope: Envelope<unknown>;
}

export interface CloseReason {
  /** `too_slow` is announced to the client; `internal` only closes, and the client resumes. */
  readonly code: "too_slow" | "internal";
  readonly detail: string;
}

/** What the hub needs of one kind of transport (Socket.IO, SSE). */
export interface Transport {
  /** Writes the frames, in order, to every target; each frame is encoded once for all of them. Does not wait. */
  multicast(targets: readonly Connection[], frames: readonly WireFrame[]): void;
}

/** One client. Whoever makes it calls the hub's `drained` when its buffer empties and `disconnect` when it is gone. */
export interface Connection {
  readonly id: string;
  readonly transport: Transport;
  /** Packets accepted for this client that the network has not taken yet. */
  bufferedPackets(): number;
  /** Their size, in bytes or UTF-16 units. */
  bufferedBytes(): number;
  /** Ends the connection; packets still buffered may be dropped. */
  close(reason: CloseReason): void;
}

/** How much may wait for one client before it counts as slow. */
export interface Bound {
  readonly packets: number;
  readonly bytes: number;
}

export function isOver(connection: Connection, bound: Bound): boolean {
  const packets = connection.bufferedPackets();
  return packets > bound.packets || (packets > 0 && connection.bufferedBytes() > bound.bytes);
}

/** Sends to connections of any mix of transports. */
export function multicast(targets: Iterable<Connection>, frames: readonly WireFrame[]): void {
  const byTransport = new Map<Transport, Connection[]>();
  for (const connection of targets) {
    const list = byTransport.get(connection.transport);
    if (list) list.push(connection);
    else byTransport.set(connection.transport, [connection]);
  }
  for (const [transport, list] of byTransport) transport.multicast(list, frames);
}
