import type { OutboxFrame, OutboxStore } from "../../db/ports.ts";
import { type Channel, type ChannelRoot, parseChannel, type SubscribeAck, type SubscribeInput } from "../../shared/socket.ts";
import { toIso } from "../../shared/time.ts";
import { type Connection, isOver, multicast } from "./connection.ts";
import { HUB_LIMITS, type HubLimits } from "./limits.ts";
import { LiveChannel, type LiveSubscription } from "./live-channel.ts";
import type { Publisher } from "./ports.ts";
import { StoredChannel, type StoredSubscription } from "./stored-channel.ts";

export interface HubOptions {
  readonly outbox: OutboxStore;
  /** The newest state of everything on a stored channel, for clients that missed more than is kept. */
  readonly snapshot: (channel: Channel) => Promise<unknown[]>;
  /** Epoch ms. */
  readonly now: () => number;
  /** Names this run of the server: what the seqs of channels that are not stored belong to. */
  readonly epoch: string;
  readonly limits?: Partial<HubLimits>;
  /** Something failed that no client can be told about. */
  readonly onError?: (error: unknown, what: string) => void;
}

/** Between the runtime's frames and the clients of every transport. */
export interface Hub extends Publisher {
  connect(connection: Connection): void;
  /** Calls `ack` once, before anything of the channel is sent. A second subscription to a channel replaces the first. */
  subscribe(connection: Connection, input: SubscribeInput, ack: (answer: SubscribeAck) => void): Promise<void>;
  /** Whether there was such a subscription. */
  unsubscribe(connection: Connection, channel: string): boolean;
  /** The connection's buffer has emptied. */
  drained(connection: Connection): void;
  /** The connection is gone. */
  disconnect(connection: Connection): void;
  /** Looks after lagging connections; to be called about once a second. */
  check(): void;
}

interface Subscription {
  /** Ends it; what is still being read for it is thrown away. */
  close(): void;
  drained(): void;
}

interface Client {
  readonly connection: Connection;
  readonly subscriptions: Map<string, Subscription>;
  /** Subscriptions whose beginning is being looked up. */
  opening: number;
  /** Since when it has taken nothing although something waits for it, epoch ms. */
  stalledSince: number | undefined;
}

/** A channel that is in memory, and how many hold on to it. */
interface Held<T> {
  readonly channel: T;
  users: number;
}

export function createHub(options: HubOptions): Hub {
  return new ChannelHub(options);
}

class ChannelHub implements Hub {
  readonly #options: HubOptions;
  readonly #limits: HubLimits;
  readonly #clients = new Map<string, Client>();
  readonly #stored = new Map<string, Held<StoredChannel>>();
  readonly #live = new Map<string, Held<LiveChannel>>();
  readonly #stalled = new Set<Client>();

  constructor(options: HubOptions) {
    this.#options = options;
    this.#limits = { ...HUB_LIMITS, ...options.limits };
  }

  publishStored(frames: readonly OutboxFrame[]): void {
    const byChannel = new Map<string, OutboxFrame[]>();
    for (const frame of frames) {
      if (!this.#stored.has(frame.channel)) continue;
      const list = byChannel.get(frame.channel);
      if (list) list.push(frame);
      else byChannel.set(frame.channel, [frame]);
    }
    for (const [name, list] of byChannel) this.#guard(name, () => this.#stored.get(name)?.channel.publish(list));
  }

  publishLive(channel: string, _root: ChannelRoot, data: unknown): void {
    const held = this.#live.get(channel);
    if (held && held.users > 0) this.#guard(channel, () => held.channel.publish(data, toIso(this.#options.now())));
  }

  connections(): number {
    return this.#clients.size;
  }

  hasSubscribers(channel: string): boolean {
    return this.#stored.has(channel) || (this.#live.get(channel)?.users ?? 0) > 0;
  }

  connect(connection: Connection): void {
    this.#clients.set(connection.id, { connection, subscriptions: new Map(), opening: 0, stalledSince: undefined });
  }

  async subscribe(connection: Connection, input: SubscribeInput, ack: (answer: SubscribeAck) => void): Promise<void> {
    const client = this.#clients.get(connection.id);
    if (!client) return;
    if (isOver(connection, this.#limits.answers)) return this.#tooSlow(client, "answers are not read");
    const channel = parseChannel(input.channel);
    if (!channel) return ack(refusal("unknown_channel", `there is no channel ${JSON.stringify(input.channel)}`));
    client.subscriptions.get(channel.name)?.close();
    if (client.subscriptions.size >= this.#limits.subscriptions || client.opening >= this.#limits.subscriptions) {
      return ack(refusal("too_many_subscriptions", `at most ${this.#limits.subscriptions} channels a client`));
    }
    if (channel.stored) return this.#subscribeStored(client, channel, input.since, ack);
    this.#subscribeLive(client, channel, ack);
  }

  unsubscribe(connection: Connection, channel: string): boolean {
    const subscription = this.#clients.get(connection.id)?.subscriptions.get(channel);
    subscription?.close();
    return subscription !== undefined;
  }

  drained(connection: Connection): void {
    const client = this.#clients.get(connection.id);
    if (client?.stalledSince === undefined) return;
    client.stalledSince = undefined;
    this.#stalled.delete(client);
    for (const subscription of client.subscriptions.values()) subscription.drained();
  }

  disconnect(connection: Connection): void {
    const client = this.#clients.get(connection.id);
    if (!client) return;
    this.#clients.delete(connection.id);
    this.#stalled.delete(client);
    for (const subscription of [...client.subscriptions.values()]) subscription.close();
  }

  check(): void {
    for (const client of [...this.#stalled]) {
      if (client.connection.bufferedPackets() === 0) this.drained(client.connection);
      else if (this.#options.now() - (client.stalledSince ?? 0) >= this.#limits.stallMs) {
        this.#tooSlow(client, `took nothing for ${this.#limits.stallMs / 1000} s`);
      }
    }
  }

  #subscribeLive(client: Client, channel: Channel, ack: (answer: SubscribeAck) => void): void {
    const held = this.#holdLive(channel);
    const subscription: LiveSubscription = { connection: client.connection, held: undefined };
    this.#register(client, channel.name, {
      drained: () => held.channel.drained(subscription),
      close: () => {
        held.channel.remove(subscription);
        held.users--;
        // A channel that has counted is kept, as its seq must not start over within an epoch.
        if (held.users === 0 && held.channel.seq === 0) this.#live.delete(channel.name);
      },
    });
    ack({ ok: true, channel: channel.name, seq: held.channel.seq, epoch: this.#options.epoch });
    held.channel.add(subscription);
  }

  async #subscribeStored(client: Client, channel: Channel, since: number | undefined, ack: (answer: SubscribeAck) => void): Promise<void> {
    const held = this.#holdStored(channel);
    const subscription: StoredSubscription = { connection: client.connection, cursor: 0, closed: false };
    const entry = this.#register(client, channel.name, {
      drained: () => held.channel.drained(subscription),
      close: () => {
        held.channel.remove(subscription);
        held.users--;
        if (held.users === 0) this.#stored.delete(channel.name);
      },
    });
    client.opening++;
    try {
      await this.#open(held.channel, subscription, channel, since, ack);
    } catch (error) {
      this.#options.onError?.(error, `subscribe ${channel.name}`);
      entry.close();
      ack(refusal("internal", "the channel could not be read"));
    } finally {
      client.opening--;
    }
  }

  async #open(
    stored: StoredChannel,
    subscription: StoredSubscription,
    channel: Channel,
    since: number | undefined,
    ack: (answer: SubscribeAck) => void,
  ): Promise<void> {
    const { cursor, gap } = await stored.locate(since);
    const { epoch, now, snapshot } = this.#options;
    // Read after the position is fixed: a change in between is then repeated, never lost.
    const items = gap ? await snapshot(channel) : [];
    if (subscription.closed) return ack(refusal("replaced", "unsubscribed or subscribed again meanwhile"));
    subscription.cursor = cursor;
    if (gap) {
      ack({ ok: true, channel: channel.name, seq: cursor, epoch, gap });
      const envelope = { channel: channel.name, seq: cursor, at: toIso(now()), data: { items } };
      multicast([subscription.connection], [{ event: "snapshot", envelope }]);
    } else ack({ ok: true, channel: channel.name, seq: stored.position(cursor), epoch });
    stored.add(subscription);
  }

  /** Enters a subscription under its channel; closing it takes it out again, once. */
  #register(client: Client, name: string, subscription: Subscription): Subscription {
    let open = true;
    const entry: Subscription = {
      drained: subscription.drained,
      close: () => {
        if (!open) return;
        open = false;
        if (client.subscriptions.get(name) === entry) client.subscriptions.delete(name);
        subscription.close();
      },
    };
    client.subscriptions.set(name, entry);
    return entry;
  }

  #holdLive(channel: Channel): Held<LiveChannel> {
    const onLag = (connection: Connection) => this.#lag(connection);
    const held = this.#live.get(channel.name) ?? { channel: new LiveChannel(channel, this.#limits, onLag), users: 0 };
    this.#live.set(channel.name, held);
    held.users++;
    return held;
  }

  #holdStored({ name }: Channel): Held<StoredChannel> {
    const held = this.#stored.get(name) ?? { channel: this.#createStored(name), users: 0 };
    this.#stored.set(name, held);
    held.users++;
    return held;
  }

  #createStored(name: string): StoredChannel {
    return new StoredChannel({
      name,
      outbox: this.#options.outbox,
      limits: this.#limits,
      onLag: (connection) => this.#lag(connection),
      onBehind: (connection) => {
        const client = this.#clients.get(connection.id);
        if (client) this.#tooSlow(client, `what follows on ${name} is no longer kept`);
      },
      onError: (connection, error) => {
        this.#options.onError?.(error, `read ${name}`);
        this.disconnect(connection);
        connection.close({ code: "internal", detail: "the channel could not be read" });
      },
    });
  }

  #lag(connection: Connection): void {
    const client = this.#clients.get(connection.id);
    if (!client || client.stalledSince !== undefined) return;
    client.stalledSince = this.#options.now();
    this.#stalled.add(client);
  }

  #tooSlow(client: Client, detail: string): void {
    this.disconnect(client.connection);
    client.connection.close({ code: "too_slow", detail });
  }

  #guard(channel: string, publish: () => void): void {
    try {
      publish();
    } catch (error) {
      this.#options.onError?.(error, `publish ${channel}`);
    }
  }
}

function refusal(code: string, detail: string): SubscribeAck {
  return { ok: false, code, detail };
}
