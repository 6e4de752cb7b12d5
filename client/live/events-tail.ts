import { type EventsFrame, SERVER_EVENT_SCHEMAS } from "../../shared/socket.ts";
import { listEvents } from "../api/events.ts";
import { mergeEvents, tailStore, takeFrames } from "../stores/tail.ts";
import { createBatcher } from "./batch.ts";
import type { LiveSocket } from "./socket.ts";

const FIRST = 200;

/** Fills the tail by HTTP, which also closes the hole that a lost connection left. */
async function readNewest(): Promise<void> {
  try {
    const page = await listEvents({ limit: FIRST });
    tailStore.setState((state) => ({ items: mergeEvents(state.items, page.items), loading: false }));
  } catch {
    // The live frames fill the tail; the page shows the reason when its own history query fails.
    tailStore.setState({ loading: false });
  }
}

/** Follows the `events` channel only while somebody looks at it. */
export function attachEventsTail(socket: LiveSocket): { follow: () => () => void } {
  let followers = 0;
  const take = createBatcher<EventsFrame>((frames) => tailStore.setState((state) => takeFrames(state, frames, Date.now())));

  const begin = () => {
    socket.emit("subscribe", { channel: "events" }, () => undefined);
    readNewest();
  };
  socket.on("connect", () => {
    if (followers > 0) begin();
  });
  socket.on("events", (frame) => {
    const parsed = SERVER_EVENT_SCHEMAS.events.safeParse(frame);
    if (parsed.success) take(parsed.data.data);
  });

  const follow = () => {
    followers += 1;
    if (followers === 1 && socket.connected) begin();
    return () => {
      followers -= 1;
      if (followers === 0 && socket.connected) socket.emit("unsubscribe", { channel: "events" });
    };
  };
  return { follow };
}
