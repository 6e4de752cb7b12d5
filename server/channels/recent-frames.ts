import type { OutboxFrame } from "../../db/ports.ts";
import { toIso } from "../../shared/time.ts";
import type { WireFrame } from "./connection.ts";

export interface StoredFrame extends WireFrame {
  readonly size: number;
}

/** The frame in its envelope. */
export function storedFrame(frame: OutboxFrame): StoredFrame {
  const envelope = { channel: frame.channel, seq: frame.seq, at: toIso(frame.at), data: JSON.parse(frame.payload) as unknown };
  return { event: frame.event, envelope, size: frame.payload.length };
}

/** The newest frames of one channel without a hole between them, bounded by number and by size. */
export class RecentFrames {
  readonly #maxFrames: number;
  readonly #maxSize: number;
  #frames: StoredFrame[] = [];
  #start = 0;
  #size = 0;

  constructor(maxFrames: number, maxSize: number) {
    this.#maxFrames = maxFrames;
    this.#maxSize = maxSize;
  }

  /** Adds the next frame; one that does not follow the last begins anew. */
  push(frame: StoredFrame): void {
    const last = this.#frames.at(-1);
    if (last && frame.envelope.seq !== last.envelope.seq + 1) this.clear();
    this.#frames.push(frame);
    this.#size += frame.size;
    this.#evict();
  }

  /** At most `limit` frames after `seq`; `undefined` when the next one is not held. */
  after(seq: number, limit: number): readonly StoredFrame[] | undefined {
    const first = this.#frames[this.#start];
    if (!first) return undefined;
    const from = this.#start + seq + 1 - first.envelope.seq;
    if (from < this.#start || from >= this.#frames.length) return undefined;
    return this.#frames.slice(from, from + limit);
  }

  clear(): void {
    this.#frames = [];
    this.#start = 0;
    this.#size = 0;
  }

  #evict(): void {
    while (this.#frames.length - this.#start > this.#maxFrames || this.#size > this.#maxSize) {
      const oldest = this.#frames[this.#start];
      if (!oldest) break;
      this.#size -= oldest.size;
      this.#start++;
    }
    // Moving the rest only when half of the array is dead keeps a push constant on average.
    if (this.#start > this.#frames.length / 2) {
      this.#frames = this.#frames.slice(this.#start);
      this.#start = 0;
    }
  }
}
