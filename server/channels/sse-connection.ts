import type { ServerResponse } from "node:http";
import { formatPositions } from "../../shared/stream-positions.ts";
import type { CloseReason, Connection, Transport, WireFrame } from "./connection.ts";

const HEADERS = {
  "Content-Type": "text/event-stream",
  "Cache-Control": "no-store",
  // A proxy that gathers an answer before it hands it on would hold the frames back.
  "X-Accel-Buffering": "no",
} as const;

/** How soon a client comes back after a stream has ended. */
const RETRY_MS = 1_000;
/** What is still in the buffer of an ended stream, the reason last, may be read for so long. */
const LINGER_MS = 10_000;

/** One frame as it is written after its id, which differs from client to client. */
interface Block {
  readonly channel: string;
  readonly seq: number;
  readonly text: string;
}

function block({ event, envelope }: WireFrame): Block {
  return { channel: envelope.channel, seq: envelope.seq, text: `\nevent: ${event}\ndata: ${JSON.stringify(envelope)}\n\n` };
}

/** Encodes each frame once; only the ids are each client's own. */
export const sseTransport: Transport = {
  multicast(targets, frames) {
    const blocks = frames.map(block);
    for (const target of targets) if (target instanceof SseConnection) target.send(blocks);
  },
};

/**
 * A client of the event stream. What is sent before {@link begin} waits, as the id of the first frame already lists the
 * position of every channel.
 */
export class SseConnection implements Connection {
  readonly id: string;
  readonly transport = sseTransport;
  readonly #response: ServerResponse;
  readonly #drained: () => void;
  readonly #positions = new Map<string, number>();
  #held: Block[] | undefined = [];
  #packets = 0;
  #ended = false;

  constructor(id: string, response: ServerResponse, drained: () => void) {
    this.id = id;
    this.#response = response;
    this.#drained = drained;
  }

  /** Whether it was closed, by either side. */
  get ended(): boolean {
    return this.#ended || this.#response.writableEnded || this.#response.destroyed;
  }

  bufferedPackets(): number {
    return this.#packets + (this.#held?.length ?? 0);
  }

  bufferedBytes(): number {
    const held = this.#held?.reduce((bytes, { text }) => bytes + text.length, 0) ?? 0;
    return held + this.#response.writableLength;
  }

  /** Answers, tells where the client stands, and sends what waits. */
  begin(positions: ReadonlyMap<string, number>): void {
    for (const [channel, seq] of positions) this.#positions.set(channel, seq);
    const held = this.#held ?? [];
    this.#held = undefined;
    this.#response.writeHead(200, HEADERS);
    // A HEAD request is answered by its headers alone.
    if (this.#response.req.method === "HEAD") this.#response.end();
    if (this.ended) return;
    // An id alone dispatches nothing; a client cut off before its first frame resumes from it.
    this.#response.write(`retry: ${RETRY_MS}\nid: ${formatPositions(this.#positions)}\n\n`);
    this.send(held);
  }

  send(blocks: readonly Block[]): void {
    if (this.#held) this.#held.push(...blocks);
    else if (blocks.length > 0 && !this.ended) this.#write(blocks);
  }

  /** Shows the client and every proxy that the stream is alive; one that still has to take something is left alone. */
  comment(): void {
    if (!this.#held && !this.ended && this.#response.writableLength === 0) this.#response.write(":\n\n");
  }

  close({ code, detail }: CloseReason): void {
    if (this.ended) return;
    this.#ended = true;
    // Before it has begun, whoever opens it answers with the error.
    if (this.#held) return;
    const linger = setTimeout(() => this.#response.destroy(), LINGER_MS).unref();
    this.#response.once("close", () => clearTimeout(linger));
    this.#response.end(code === "too_slow" ? `event: too_slow\ndata: ${JSON.stringify({ code, detail })}\n\n` : "");
  }

  #write(blocks: readonly Block[]): void {
    let text = "";
    for (const { channel, seq, text: rest } of blocks) {
      this.#positions.set(channel, seq);
      text += `id: ${formatPositions(this.#positions)}${rest}`;
    }
    this.#packets += blocks.length;
    this.#response.write(text, () => {
      this.#packets -= blocks.length;
      if (this.#packets === 0 && !this.ended) this.#drained();
    });
  }
}
