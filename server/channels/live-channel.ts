import { CHANNELS, type Channel } from "../../shared/socket.ts";
import { conflate } from "./conflate.ts";
import { type Connection, isOver, multicast, type WireFrame } from "./connection.ts";
import type { HubLimits } from "./limits.ts";

export interface LiveSubscription {
  readonly connection: Connection;
  /** What a lagging client missed, as one frame. */
  held: WireFrame | undefined;
}

/** Fans a channel out that is not stored: a lagging client is owed one conflated frame, whatever it misses. */
export class LiveChannel {
  readonly #channel: Channel;
  readonly #limits: HubLimits;
  readonly #onLag: (connection: Connection) => void;
  readonly #subscriptions = new Set<LiveSubscription>();
  #seq = 0;

  constructor(channel: Channel, limits: HubLimits, onLag: (connection: Connection) => void) {
    this.#channel = channel;
    this.#limits = limits;
    this.#onLag = onLag;
  }

  /** Frames published in this run while somebody listened. */
  get seq(): number {
    return this.#seq;
  }

  add(subscription: LiveSubscription): void {
    this.#subscriptions.add(subscription);
  }

  remove(subscription: LiveSubscription): void {
    this.#subscriptions.delete(subscription);
  }

  /** `at` is an ISO time. */
  publish(data: unknown, at: string): void {
    this.#seq++;
    const frame = { event: CHANNELS[this.#channel.root].event, envelope: { channel: this.#channel.name, seq: this.#seq, at, data } };
    const targets: Connection[] = [];
    for (const subscription of this.#subscriptions) {
      if (subscription.held || isOver(subscription.connection, this.#limits.live)) this.#hold(subscription, frame);
      else targets.push(subscription.connection);
    }
    if (targets.length > 0) multicast(targets, [frame]);
  }

  /** Sends what was held, if the connection has room. */
  drained(subscription: LiveSubscription): void {
    const { held, connection } = subscription;
    if (!held || isOver(connection, this.#limits.live)) return;
    subscription.held = undefined;
    multicast([connection], [held]);
  }

  #hold(subscription: LiveSubscription, frame: WireFrame): void {
    const { held, connection } = subscription;
    const data = held ? conflate(this.#channel.root, held.envelope.data, frame.envelope.data) : frame.envelope.data;
    subscription.held = { event: frame.event, envelope: { ...frame.envelope, data } };
    if (isOver(connection, this.#limits.live)) this.#onLag(connection);
    else this.drained(subscription);
  }
}
