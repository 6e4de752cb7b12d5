import { io, type Socket } from "socket.io-client";
import type { ClientToServerEvents, ServerToClientEvents } from "../../shared/socket.ts";
import { markRefused, tokenStore } from "../api/token.ts";
import { connectionStore, updateLink } from "../stores/connection.ts";
import { DEAD_MS } from "./connection-state.ts";

export type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** The one connection of the page. It reconnects by itself until it is closed. */
export function openSocket(): LiveSocket {
  return io({
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 3_000,
    timeout: 5_000,
    autoConnect: false,
    auth: (send) => send({ token: tokenStore.getState().token }),
  });
}

/** Refusals carry a problem code; anything else is a line that may come back. */
function onConnectError(error: Error): void {
  const { data } = error as Error & { data?: { code?: unknown } };
  if (data?.code === "unauthorized" || error.message === "unauthorized") markRefused();
}

/** Keeps the connection store true to the socket and ends a line that went silent. Returns what undoes it. */
export function watchLink(socket: LiveSocket): () => void {
  let upSince = 0;
  socket.on("connect", () => {
    upSince = Date.now();
    updateLink({ transport: "up" });
  });
  socket.on("disconnect", (reason) => {
    updateLink({ transport: "down" });
    // The client library does not come back by itself when the server ended the connection, as it does with slow readers.
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), 1_000);
  });
  socket.on("connect_error", onConnectError);

  const timer = setInterval(() => {
    const { link } = connectionStore.getState();
    const silentSince = Math.max(upSince, link.lastBeatAt ?? 0);
    if (link.transport === "up" && Date.now() - silentSince >= DEAD_MS) socket.io.engine.close();
  }, 1_000);
  const online = () => {
    updateLink({ online: true });
    if (!socket.connected) socket.connect();
  };
  const offline = () => updateLink({ online: false });
  window.addEventListener("online", online);
  window.addEventListener("offline", offline);
  return () => {
    clearInterval(timer);
    window.removeEventListener("online", online);
    window.removeEventListener("offline", offline);
    socket.removeAllListeners();
    socket.close();
  };
}
