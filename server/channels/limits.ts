import type { Bound } from "./connection.ts";

export interface HubLimits {
  /** Beyond this a client gets no more stored frames pushed; it catches up from the store once its buffer has drained. */
  readonly stored: Bound;
  /** Beyond this a client's frames of channels that are not stored are conflated. */
  readonly live: Bound;
  /** Beyond this a client that keeps asking without reading the answers is disconnected. */
  readonly answers: Bound;
  /** How long a lagging client may take nothing at all before it is disconnected, in ms. */
  readonly stallMs: number;
  /** Frames sent between two looks at the buffers. */
  readonly chunk: number;
  /** Frames of one page of a catch-up. */
  readonly page: number;
  /** Newest frames of a channel kept in memory while it has subscribers. */
  readonly recentFrames: number;
  readonly recentBytes: number;
  /** Channels one client may subscribe to. */
  readonly subscriptions: number;
}

const MIB = 1024 * 1024;

/** `stallMs` is shorter than the transport's heartbeat, so that a stalled client is told why it goes. */
export const HUB_LIMITS: HubLimits = {
  stored: { packets: 64, bytes: MIB },
  live: { packets: 16, bytes: MIB / 4 },
  answers: { packets: 512, bytes: 8 * MIB },
  stallMs: 15_000,
  chunk: 32,
  page: 64,
  recentFrames: 512,
  recentBytes: 2 * MIB,
  subscriptions: 64,
};
