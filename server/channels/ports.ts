import type { OutboxFrame } from "../../db/ports.ts";
import type { ChannelRoot } from "../../shared/socket.ts";

/** Where the runtime hands what subscribers should see. Never throws, never blocks, holds a bounded amount. */
export interface Publisher {
  /** Frames that are already stored and numbered, in order. */
  publishStored(frames: readonly OutboxFrame[]): void;
  /** A frame of a channel that is not stored; it may be skipped for a slow client. */
  publishLive(channel: string, root: ChannelRoot, data: unknown): void;
  /** How many clients are connected. */
  connections(): number;
  /** Whether anybody listens, so that building a frame can be saved. */
  hasSubscribers(channel: string): boolean;
}
