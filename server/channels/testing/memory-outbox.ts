import type { OutboxFrame, OutboxStore } from "../../../db/ports.ts";
import { CHANNELS, parseChannel } from "../../../shared/socket.ts";

export interface MemoryOutbox extends OutboxStore {
  /** Numbers and keeps one frame, as a commit of effects does. */
  append(channel: string, data: unknown): OutboxFrame;
  /** How often `after` was asked. */
  reads(): number;
}

/** An outbox whose reads take a turn of the event loop, so that publishes fall in between. */
export function createMemoryOutbox(): MemoryOutbox {
  const kept = new Map<string, OutboxFrame[]>();
  const positions = new Map<string, number>();
  let reads = 0;
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const framesOf = (channel: string) => kept.get(channel) ?? [];
  const positionOf = (channel: string) => positions.get(channel) ?? 0;

  return {
    append(channel, data) {
      const root = parseChannel(channel)?.root ?? "alerts";
      const seq = positionOf(channel) + 1;
      const frame = { channel, seq, at: 1_700_000_000_000 + seq, event: CHANNELS[root].event, payload: JSON.stringify(data) };
      positions.set(channel, seq);
      const frames = framesOf(channel);
      frames.push(frame);
      kept.set(channel, frames);
      return frame;
    },
    reads: () => reads,
    async position(channel) {
      const position = positionOf(channel);
      await turn();
      return position;
    },
    async after(channel, seq, limit) {
      reads++;
      const frames = framesOf(channel);
      const from = Math.max(0, seq + 1 - (frames[0]?.seq ?? 1));
      const page = frames.slice(from, from + limit);
      await turn();
      return page;
    },
    async oldest(channel) {
      const oldest = framesOf(channel)[0]?.seq ?? positionOf(channel) + 1;
      await turn();
      return oldest;
    },
    async channels() {
      return [...positions].map(([channel, seq]) => ({ channel, seq, oldest: framesOf(channel)[0]?.seq ?? seq + 1 }));
    },
    async prune(keep) {
      let gone = 0;
      for (const [channel, frames] of kept) {
        gone += Math.max(0, frames.length - keep);
        kept.set(channel, keep === 0 ? [] : frames.slice(-keep));
      }
      return gone;
    },
  };
}
