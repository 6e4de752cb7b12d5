import type { ServerResponse } from "node:http";
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
  /** The channels of this kind, whole and narrowed, that somebody listens to. */
  subscribedChannels(root: ChannelRoot): string[];
}

/** A channel to be streamed, and the position its client has everything up to. */
export interface StreamRequest {
  readonly channel: string;
  readonly since?: number;
}

/** The channels as server-sent events. */
export interface EventStreams {
  /**
   * Streams the channels to the response until one side ends it; resolves once the stream has begun. Rejects with an ApiError,
   * or with ClientGoneError, when nothing has been answered.
   */
  open(response: ServerResponse, channels: readonly StreamRequest[]): Promise<void>;
  /** Ends every stream; the clients come back by themselves. */
  close(): void;
}
