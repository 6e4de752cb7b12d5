/** What is known about the line to the server. Times are epoch milliseconds of this browser. */
export interface Link {
  readonly transport: "up" | "down";
  /** When the page opened; the age counts from here until the first heartbeat. */
  readonly openedAt: number;
  /** Arrival of the last `status` frame, the heartbeat that comes once a second. */
  readonly lastBeatAt: number | undefined;
  /** The browser's own opinion: false means no network at all. */
  readonly online: boolean;
}

export type ConnectionKind = "connecting" | "live" | "slow" | "reconnecting" | "offline";

export interface ConnectionState {
  readonly kind: ConnectionKind;
  /** Whole seconds since the last heartbeat. */
  readonly seconds: number;
}

/** One heartbeat may be late by as much again before it counts as slow. */
const SLOW_MS = 2_500;
/** A line this silent is dead whatever the transport believes; its own timeout is 45 s. */
export const DEAD_MS = 4_000;
const OFFLINE_MS = 30_000;

/** Tells live, slow, reconnecting and offline apart by the age of the last heartbeat. */
export function connectionState(link: Link, now: number): ConnectionState {
  const age = Math.max(0, now - (link.lastBeatAt ?? link.openedAt));
  const seconds = Math.floor(age / 1_000);
  if (!link.online || age >= OFFLINE_MS) return { kind: "offline", seconds };
  if (link.lastBeatAt === undefined && age < DEAD_MS) return { kind: "connecting", seconds };
  if (link.transport === "down" || age >= DEAD_MS) return { kind: "reconnecting", seconds };
  return { kind: age > SLOW_MS ? "slow" : "live", seconds };
}
