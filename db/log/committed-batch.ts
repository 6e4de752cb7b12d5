import type { ControlEntry, LogEntry } from "../../shared/log.ts";
import type { AppendResult, CommittedBatch } from "../ports.ts";
import type { Append, ControlAppend, EventsAppend } from "./append-queue.ts";
import { CELL, CELLS, storedEvent } from "./cells.ts";
import type { Committed } from "./writer-protocol.ts";

interface Answers {
  readonly batch: CommittedBatch;
  /** Resolves the appends, in their order. */
  resolve(): void;
}

/** Turns the writer's short reply into what the appends are answered and what the listener is told. */
export function readReply(appends: readonly Append[], at: number, reply: Committed): Answers {
  const walk = new ReplyWalk(at, reply);
  const resolvers = appends.map((append) => (append.kind === "events" ? walk.events(append) : walk.control(append)));
  return {
    batch: { at, entries: walk.entries, counters: reply.counters },
    resolve: () => {
      for (const resolve of resolvers) resolve();
    },
  };
}

class ReplyWalk {
  readonly entries: LogEntry[] = [];
  readonly #at: number;
  readonly #reply: Committed;
  #seq: number;
  #place = 0;
  #duplicate = 0;
  #reused = 0;

  constructor(at: number, reply: Committed) {
    this.#at = at;
    this.#reply = reply;
    this.#seq = reply.firstSeq;
  }

  events(append: EventsAppend): () => void {
    const result = { accepted: 0, duplicates: [] as number[], reused: [] as number[] };
    append.events.forEach((event, index) => {
      if (this.#isDuplicate()) {
        result.duplicates.push(index);
        if (this.#isReused()) result.reused.push(index);
      } else {
        const seq = this.#seq++;
        this.entries.push({ kind: "event", seq, at: this.#at, event: storedEvent(append.cells, index * CELLS, event, seq, this.#at) });
      }
      this.#place++;
    });
    result.accepted = append.events.length - result.duplicates.length;
    return () => append.resolve(result satisfies AppendResult);
  }

  control(append: ControlAppend): () => void {
    const seq = this.#seq++;
    this.#place++;
    // Parsed back from its text, so that the live engine sees exactly what a replay will.
    const control = JSON.parse(append.cells[CELL.attributes] as string) as ControlEntry;
    this.entries.push({ kind: "control", seq, at: this.#at, control });
    return () => append.resolve(seq);
  }

  #isDuplicate(): boolean {
    if (this.#reply.duplicates[this.#duplicate] !== this.#place) return false;
    this.#duplicate++;
    return true;
  }

  #isReused(): boolean {
    if (this.#reply.reused[this.#reused] !== this.#place) return false;
    this.#reused++;
    return true;
  }
}
