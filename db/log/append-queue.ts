import type { ControlEntry } from "../../shared/log.ts";
import { type AppendResult, LogOverloadedError, type NewEvent } from "../ports.ts";
import { CELLS, type Cell } from "./cells.ts";

interface Waiting {
  readonly cells: readonly Cell[];
  /** About the number of characters it keeps in memory. */
  readonly weight: number;
  reject(reason: Error): void;
}

export interface EventsAppend extends Waiting {
  readonly kind: "events";
  readonly events: readonly NewEvent[];
  readonly rejected: number;
  resolve(result: AppendResult): void;
}

export interface ControlAppend extends Waiting {
  readonly kind: "control";
  readonly entry: ControlEntry;
  resolve(seq: number): void;
}

export type Append = EventsAppend | ControlAppend;

export interface QueueBounds {
  readonly events: number;
  readonly weight: number;
}

export function entryCount(append: Append): number {
  return append.cells.length / CELLS;
}

/** The appends that wait for a commit. Its bounds count until `settled`, so they also bound what is with the writer. */
export class AppendQueue {
  readonly #bounds: QueueBounds;
  #waiting: Append[] = [];
  #waitingEntries = 0;
  #entries = 0;
  #weight = 0;
  #wakers: (() => void)[] = [];

  constructor(bounds: QueueBounds) {
    this.#bounds = bounds;
  }

  /** Entries that are not committed yet. */
  get entries(): number {
    return this.#entries;
  }

  /** Entries that no commit has taken yet. */
  get waitingEntries(): number {
    return this.#waitingEntries;
  }

  get empty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Throws {@link LogOverloadedError} when the append does not fit; alone, one of any size does. */
  add(append: Append): void {
    const count = entryCount(append);
    const fits = this.#entries + count <= this.#bounds.events && this.#weight + append.weight <= this.#bounds.weight;
    if (!fits && this.#weight > 0) throw new LogOverloadedError("too many events wait for the event log");
    this.#waiting.push(append);
    this.#waitingEntries += count;
    this.#entries += count;
    this.#weight += append.weight;
  }

  /** Takes the next appends, whole ones, as many as stay within `most` entries, at least one. */
  take(most: number): Append[] {
    let taken = 0;
    let entries = 0;
    for (const append of this.#waiting) {
      const count = entryCount(append);
      if (taken > 0 && entries + count > most) break;
      taken++;
      entries += count;
    }
    this.#waitingEntries -= entries;
    return this.#waiting.splice(0, taken);
  }

  /** Gives back the room of appends that were answered. */
  settled(appends: readonly Append[]): void {
    for (const append of appends) {
      this.#entries -= entryCount(append);
      this.#weight -= append.weight;
    }
    if (!this.#writable()) return;
    const wakers = this.#wakers;
    this.#wakers = [];
    for (const wake of wakers) wake();
  }

  /** Resolves at half the bounds, so that senders who wait leave the other half to those who cannot. */
  whenWritable(): Promise<void> {
    if (this.#writable()) return Promise.resolve();
    return new Promise((resolve) => this.#wakers.push(resolve));
  }

  #writable(): boolean {
    return this.#entries * 2 <= this.#bounds.events && this.#weight * 2 <= this.#bounds.weight;
  }
}
