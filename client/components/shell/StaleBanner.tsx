import { useStore } from "zustand";
import { clock } from "../../lib/time-text.ts";
import { connectionStore } from "../../stores/connection.ts";
import { uiStore } from "../../stores/ui.ts";
import { useConnection } from "./ConnectionChip.tsx";

/** Says that what is on the screen is old, and from when. */
export function StaleBanner() {
  const { kind, seconds } = useConnection();
  const lastBeatAt = useStore(connectionStore, (state) => state.link.lastBeatAt);
  const zone = useStore(uiStore, (state) => state.zone);
  if (kind !== "reconnecting" && kind !== "offline") return null;
  return (
    <p className="banner" role="status">
      {kind === "offline" ? "Offline." : "The line is down; reconnecting."}{" "}
      {lastBeatAt === undefined ? "Nothing was received yet." : `What you see is from ${clock(lastBeatAt, zone)}, ${seconds} s ago.`}
    </p>
  );
}
