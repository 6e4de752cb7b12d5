import type { CommittedBatch, EventLog } from "../../db/ports.ts";
import type { LogEntry } from "../../shared/log.ts";
import type { EngineInput } from "../../streams/ports.ts";
import { inputsOf, type PlacedInput } from "../../streams/replay.ts";

/** Between this many entries read back other work gets a turn. */
const YIELD_EVERY = 10_000;

export interface InputFeedOptions {
  readonly log: Pick<EventLog, "entriesAfter">;
  /** Whether the engine is paused, after the inputs that it has had. */
  readonly paused: () => boolean;
  readonly next: (input: PlacedInput) => void;
  /** Waits until what the inputs came to is stored, so that catching up needs no memory. */
  readonly drain: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** The place in the log up to which the engine has its inputs, and when the first one it was not given was committed. */
export interface HeldBack {
  readonly throughSeq: number;
  /** Epoch ms; undefined when nothing is held back. */
  readonly since: number | undefined;
}

/**
 * Gives the engine what the log commits, in order. While the engine is paused the entries wait in the log; a resume reads
 * them from there, the pauses that it makes obsolete included.
 *
 *   flowing ──engine.pause──► held ──engine.resume──► catching up ──nothing left──► flowing
 */
export class InputFeed {
  private readonly options: InputFeedOptions;
  private state: "flowing" | "held" | "catching up";
  private throughSeq: number;
  private newestSeq = 0;
  private resumeSeq = 0;
  private since: number | undefined;
  private waiters: { seq: number; resolve: () => void }[] = [];

  constructor(options: InputFeedOptions, { throughSeq, since }: HeldBack) {
    this.options = options;
    this.throughSeq = throughSeq;
    this.since = since;
    this.state = options.paused() ? "held" : "flowing";
  }

  get catchingUp(): boolean {
    return this.state === "catching up";
  }

  /** Whether the engine has had everything that was committed. */
  get flowing(): boolean {
    return this.state === "flowing";
  }

  /** When the oldest entry that is held back was committed, epoch ms. */
  get heldSince(): number | undefined {
    return this.since;
  }

  take({ entries }: CommittedBatch): void {
    this.newestSeq = entries.at(-1)?.seq ?? this.newestSeq;
    const resume = entries.findLast((entry) => isControl(entry, "engine.resume"));
    this.resumeSeq = resume?.seq ?? this.resumeSeq;
    if (this.state === "flowing") this.flow(entries);
    if (this.state === "held") this.since ??= entries.find(({ seq }) => seq > this.throughSeq)?.at;
    if (this.state === "held" && resume) void this.catchUp();
  }

  /** Resolves once the engine has had the entry. */
  async reached(seq: number): Promise<void> {
    if (this.throughSeq >= seq) return;
    await new Promise<void>((resolve) => this.waiters.push({ seq, resolve }));
  }

  private flow(entries: readonly LogEntry[]): void {
    for (const input of inputsOf(entries)) {
      this.give(input);
      if (this.options.paused()) {
        this.state = "held";
        return;
      }
    }
  }

  private async catchUp(): Promise<void> {
    this.state = "catching up";
    try {
      while (this.throughSeq < this.newestSeq && !this.stays()) await this.readOn();
    } catch (error) {
      this.options.onError(error);
    }
    this.state = this.options.paused() || this.throughSeq < this.newestSeq ? "held" : "flowing";
    if (this.state === "flowing") this.since = undefined;
  }

  private async readOn(): Promise<void> {
    let unyielded = 0;
    for (const placed of inputsOf(this.options.log.entriesAfter(this.throughSeq))) {
      this.give(placed);
      this.since = placed.input.at;
      if (this.stays()) return;
      unyielded += sizeOf(placed.input);
      if (unyielded < YIELD_EVERY) continue;
      unyielded = 0;
      await this.options.drain();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Whether the engine is paused by an entry that no resume follows. */
  private stays(): boolean {
    return this.options.paused() && this.resumeSeq <= this.throughSeq;
  }

  private give(input: PlacedInput): void {
    this.options.next(input);
    this.throughSeq = input.seq;
    if (this.waiters.length === 0) return;
    const there = this.waiters.filter(({ seq }) => seq <= input.seq);
    this.waiters = this.waiters.filter(({ seq }) => seq > input.seq);
    for (const { resolve } of there) resolve();
  }
}

export function isControl(entry: LogEntry, kind: "engine.resume" | "engine.pause"): boolean {
  return entry.kind === "control" && entry.control.kind === kind;
}

function sizeOf(input: EngineInput): number {
  return input.kind === "events" ? input.events.length : 1;
}
