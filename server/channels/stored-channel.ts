import type { OutboxFrame, OutboxStore } from "../../db/ports.ts";
import { type Connection, isOver, multicast } from "./connection.ts";
import type { HubLimits } from "./limits.ts";
import { RecentFrames, type StoredFrame, storedFrame } from "./recent-frames.ts";

/** One client's place on a stored channel: everything up to `cursor` has been sent to it. */
export interface StoredSubscription {
  readonly connection: Connection;
  cursor: number;
  closed: boolean;
}

/** Where a subscription begins; with `gap`, what it missed is no longer kept. */
export interface StartingPoint {
  readonly cursor: number;
  readonly gap: boolean;
}

export interface StoredChannelOptions {
  readonly name: string;
  readonly outbox: OutboxStore;
  readonly limits: HubLimits;
  /** The connection's buffer is over its bound. */
  readonly onLag: (connection: Connection) => void;
  /** What the subscription needs next is not kept any more. */
  readonly onBehind: (connection: Connection) => void;
  /** The store could not be read. */
  readonly onError: (connection: Connection, error: unknown) => void;
}

/** Lets sockets drain and other channels work between two pages. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Fans a stored channel out. A subscription is in exactly one place:
 *
 *     add -> ready -> (pages) -> live -> (buffer over its bound) -> lagging -> (drained) -> ready
 *         -> ahead -> (published up to its cursor) -> live
 *
 * Live ones share every write. All others have only a cursor, and a frame reaches them from the recent frames or
 * from the store, so a slow client costs no memory and no frame is lost or repeated on the way back to live.
 */
export class StoredChannel {
  readonly #options: StoredChannelOptions;
  readonly #recent: RecentFrames;
  readonly #live = new Set<StoredSubscription>();
  readonly #lagging = new Set<StoredSubscription>();
  readonly #ready = new Set<StoredSubscription>();
  /** Clients that read from the store what has been committed and not been published yet. */
  readonly #ahead = new Set<StoredSubscription>();
  /** The newest seq published here; unknown until the store was asked or a frame came. */
  #head: number | undefined;
  #pumping = false;

  constructor(options: StoredChannelOptions) {
    this.#options = options;
    this.#recent = new RecentFrames(options.limits.recentFrames, options.limits.recentBytes);
  }

  /** The channel's position, which is at least `atLeast`. */
  position(atLeast = 0): number {
    return Math.max(this.#head ?? 0, atLeast);
  }

  /** Finds where a client that has everything up to `since` goes on; without `since`, at the newest frame. */
  async locate(since: number | undefined): Promise<StartingPoint> {
    const { outbox, name } = this.#options;
    if (this.#head === undefined) {
      const stored = await outbox.position(name);
      // A publish during the read knows better: live clients already stand there.
      this.#head ??= stored;
    }
    if (since === undefined) return { cursor: this.#head, gap: false };
    if (since > this.#head) {
      // A list may be newer than what has been published: its rows are committed before their frames come here.
      return since <= (await outbox.position(name)) ? { cursor: since, gap: false } : this.#gap();
    }
    if (since === this.#head || this.#recent.after(since, 1)) return { cursor: since, gap: false };
    return since >= (await outbox.oldest(name)) - 1 ? { cursor: since, gap: false } : this.#gap();
  }

  #gap(): StartingPoint {
    return { cursor: this.position(), gap: true };
  }

  /** Begins sending what follows the subscription's cursor. */
  add(subscription: StoredSubscription): void {
    this.#place(subscription);
  }

  remove(subscription: StoredSubscription): void {
    subscription.closed = true;
    for (const set of [this.#live, this.#lagging, this.#ready, this.#ahead]) set.delete(subscription);
  }

  /** The connection's buffer has room again. */
  drained(subscription: StoredSubscription): void {
    if (this.#lagging.delete(subscription)) this.#place(subscription);
  }

  /** Takes frames in seq order; those already taken are ignored. */
  publish(frames: readonly OutboxFrame[]): void {
    const head = this.#head;
    const fresh = head === undefined ? frames : frames.filter((frame) => frame.seq > head);
    const first = fresh[0];
    if (!first) return;
    // Frames were not handed over here: everybody gets them from the store.
    if (head !== undefined && first.seq !== head + 1) this.#demoteAll();
    for (let from = 0; from < fresh.length; from += this.#options.limits.chunk) {
      this.#publishChunk(fresh.slice(from, from + this.#options.limits.chunk).map(storedFrame));
    }
    for (const subscription of [...this.#ahead]) this.#place(subscription);
  }

  #publishChunk(chunk: readonly StoredFrame[]): void {
    for (const frame of chunk) {
      this.#recent.push(frame);
      this.#head = frame.envelope.seq;
    }
    if (this.#live.size === 0) return;
    multicast(connectionsOf(this.#live), chunk);
    for (const subscription of this.#live) {
      subscription.cursor = this.position();
      if (isOver(subscription.connection, this.#options.limits.stored)) this.#lag(subscription);
    }
  }

  #demoteAll(): void {
    for (const subscription of this.#live) this.#ready.add(subscription);
    this.#live.clear();
    this.#wake();
  }

  #lag(subscription: StoredSubscription): void {
    this.#live.delete(subscription);
    this.#lagging.add(subscription);
    this.#options.onLag(subscription.connection);
  }

  #place(subscription: StoredSubscription): void {
    this.#ahead.delete(subscription);
    if (subscription.closed) return;
    const head = this.position();
    if (isOver(subscription.connection, this.#options.limits.stored)) this.#lag(subscription);
    else if (subscription.cursor === head) this.#live.add(subscription);
    else if (subscription.cursor > head) this.#ahead.add(subscription);
    else {
      this.#ready.add(subscription);
      this.#wake();
    }
  }

  #wake(): void {
    if (this.#pumping || this.#ready.size === 0) return;
    this.#pumping = true;
    void this.#pump();
  }

  async #pump(): Promise<void> {
    // Waiting a turn first lets clients that drain together be served together.
    for (await nextTurn(); this.#ready.size > 0; await nextTurn()) await this.#serve(this.#takeGroup());
    this.#pumping = false;
  }

  async #serve(group: readonly StoredSubscription[]): Promise<void> {
    try {
      this.#deliver(group, await this.#page(group[0]?.cursor ?? 0));
    } catch (error) {
      for (const { connection, closed } of group) if (!closed) this.#options.onError(connection, error);
    }
  }

  /** Takes all ready subscriptions that stand at one place, to read and encode what they need once. */
  #takeGroup(): StoredSubscription[] {
    const group: StoredSubscription[] = [];
    for (const subscription of this.#ready) {
      if (group[0] !== undefined && group[0].cursor !== subscription.cursor) continue;
      this.#ready.delete(subscription);
      group.push(subscription);
    }
    return group;
  }

  async #page(cursor: number): Promise<readonly StoredFrame[]> {
    const { limits, name, outbox } = this.#options;
    if (cursor === this.#head) return [];
    return this.#recent.after(cursor, limits.page) ?? (await outbox.after(name, cursor, limits.page)).map(storedFrame);
  }

  #deliver(group: readonly StoredSubscription[], page: readonly StoredFrame[]): void {
    const members = group.filter((subscription) => !subscription.closed);
    const first = page[0];
    const last = page.at(-1);
    const cursor = group[0]?.cursor ?? 0;
    if (cursor < this.position() && first?.envelope.seq !== cursor + 1) {
      for (const { connection } of members) this.#options.onBehind(connection);
      return;
    }
    if (members.length > 0 && first) multicast(connectionsOf(members), page);
    for (const subscription of members) {
      subscription.cursor = last?.envelope.seq ?? cursor;
      this.#place(subscription);
    }
  }
}

function* connectionsOf(subscriptions: Iterable<StoredSubscription>): Generator<Connection> {
  for (const { connection } of subscriptions) yield connection;
}
