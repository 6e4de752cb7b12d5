import type { OutboxFrame, OutboxStore } from "../../db/ports.ts";
import { CHANNELS, type Channel, type ChannelRoot, parseChannel, type SubscribeAck, type SubscribeInput } from "../../shared/socket.ts";
import { toIso } from "../../shared/time.ts";
import { Client } from "./client.ts";
import { type Connection, isOver, multicast } from "./connection.ts";
import { HUB_LIMITS, type HubLimits } from "./limits.ts";
import { LiveChannel, type LiveSubscription } from "./live-channel.ts";
import type { Publisher } from "./ports.ts";
import { SharedChannels } from "./shared-channels.ts";
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

type Acknowledge = (answer: SubscribeAck) => void;

/** Between the runtime's frames and the clients of every transport. */
export interface Hub extends Publisher {
  connect(connection: Connection): void;
  /** Calls `ack` once, before anything of the channel is sent. A second subscription to a channel replaces the first. */
  subscribe(connection: Connection, input: SubscribeInput, ack: Acknowledge): Promise<void>;
  /** Whether there was such a subscription. */
  unsubscribe(connection: Connection, channel: string): boolean;
  /** The connection's buffer has emptied. */
  drained(connection: Connection): void;
  /** The connection is gone. */
  disconnect(connection: Connection): void;
  /** Looks after lagging connections; to be called about once a second. */
  check(): void;
  /** What there is now, and how many clients were disconnected in this run because they took too little. */
  stats(): { readonly connections: number; readonly subscriptions: number; readonly tooSlow: number };
}

export function createHub(options: HubOptions): Hub {
  return new ChannelHub(options);
}

class ChannelHub implements Hub {
  readonly #options: HubOptions;
  readonly #limits: HubLimits;
  readonly #clients = new Map<string, Client>();
  readonly #stalled = new Set<Client>();
  #tooSlowCount = 0;
  readonly #stored: SharedChannels<StoredChannel>;
  readonly #live: SharedChannels<LiveChannel>;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#limits = { ...HUB_LIMITS, ...options.limits };
    const onLag = (connection: Connection) => this.#lag(connection);
    this.#stored = new SharedChannels(
      ({ name }) => this.#createStored(name, onLag),
      () => false,
    );
    // A channel that has counted is kept, as its seq must not start over within an epoch.
    this.#live = new SharedChannels(
      (channel) => new LiveChannel(channel, this.#limits, onLag),
      ({ seq }) => seq > 0,
    );
  }

  publishStored(frames: readonly OutboxFrame[]): void {
    const byChannel = new Map<string, OutboxFrame[]>();
    for (const frame of frames) {
      const list = byChannel.get(frame.channel);
      if (list) list.push(frame);
      else if (this.#stored.active(frame.channel)) byChannel.set(frame.channel, [frame]);
    }
    for (const [name, list] of byChannel) this.#guard(name, () => this.#stored.active(name)?.publish(list));
  }

  publishLive(channel: string, _root: ChannelRoot, data: unknown): void {
    const live = this.#live.active(channel);
    if (live) this.#guard(channel, () => live.publish(data, toIso(this.#options.now())));
  }

  connections(): number {
    return this.#clients.size;
  }

  hasSubscribers(channel: string): boolean {
    return (this.#stored.active(channel) ?? this.#live.active(channel)) !== undefined;
  }

  subscribedChannels(root: ChannelRoot): string[] {
    const channels = CHANNELS[root].stored ? this.#stored : this.#live;
    return channels.activeNames().filter((name) => name === root || name.startsWith(`${root}:`));
  }

  connect(connection: Connection): void {
    this.#clients.set(connection.id, new Client(connection));
  }

  async subscribe(connection: Connection, input: SubscribeInput, ack: Acknowledge): Promise<void> {
    const client = this.#clients.get(connection.id);
    if (!client) return;
    if (isOver(connection, this.#limits.answers)) return this.#tooSlow(client, "answers are not read");
    const channel = parseChannel(input.channel);
    if (!channel) return ack(refusal("unknown_channel", `there is no channel ${JSON.stringify(input.channel)}`));
    client.closeSubscription(channel.name);
    if (Math.max(client.subscriptions, client.opening) >= this.#limits.subscriptions) {
      return ack(refusal("too_many_subscriptions", `at most ${this.#limits.subscriptions} channels a client`));
    }
    if (channel.stored) return this.#subscribeStored(client, channel, input.since, ack);
    this.#subscribeLive(client, channel, ack);
  }

  unsubscribe(connection: Connection, channel: string): boolean {
    return this.#clients.get(connection.id)?.closeSubscription(channel) ?? false;
  }

  drained(connection: Connection): void {
    const client = this.#clients.get(connection.id);
    if (client && this.#stalled.delete(client)) client.drained();
  }

  disconnect(connection: Connection): void {
    const client = this.#clients.get(connection.id);
    if (!client) return;
    this.#clients.delete(connection.id);
    this.#stalled.delete(client);
    client.closeAll();
  }

  check(): void {
    for (const client of [...this.#stalled]) {
      if (client.connection.bufferedPackets() === 0) this.drained(client.connection);
      else if (this.#options.now() - (client.stalledSince ?? 0) >= this.#limits.stallMs) {
        this.#tooSlow(client, `took nothing for ${this.#limits.stallMs / 1_000} s`);
      }
    }
  }

  stats(): { connections: number; subscriptions: number; tooSlow: number } {
    let subscriptions = 0;
    for (const client of this.#clients.values()) subscriptions += client.subscriptions;
    return { connections: this.#clients.size, subscriptions, tooSlow: this.#tooSlowCount };
  }

  #subscribeLive(client: Client, channel: Channel, ack: Acknowledge): void {
    const { value: live, release } = this.#live.acquire(channel);
    const subscription: LiveSubscription = { connection: client.connection, held: undefined };
    client.register(channel.name, {
      drained: () => live.drained(subscription),
      close: () => {
        live.remove(subscription);
        release();
      },
    });
    ack({ ok: true, channel: channel.name, seq: live.seq, epoch: this.#options.epoch });
    live.add(subscription);
  }

  async #subscribeStored(client: Client, channel: Channel, since: number | undefined, ack: Acknowledge): Promise<void> {
    // Held from before the first read: what is published meanwhile is not missed.
    const { value: stored, release } = this.#stored.acquire(channel);
    const subscription: StoredSubscription = { connection: client.connection, cursor: 0, closed: false };
    const entry = client.register(channel.name, {
      drained: () => stored.drained(subscription),
      close: () => {
        stored.remove(subscription);
        release();
      },
    });
    client.opening++;
    try {
      await this.#open(stored, subscription, channel, since, ack);
    } catch (error) {
      this.#options.onError?.(error, `subscribe ${channel.name}`);
      entry.close();
      ack(refusal("internal", "the channel could not be read"));
    } finally {
      client.opening--;
    }
  }

  async #open(stored: StoredChannel, subscription: StoredSubscription, channel: Channel, since: number | undefined, ack: Acknowledge) {
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
    } else {
      // Without a backlog the answer is the very place from which frames follow, even if one was published meanwhile.
      const seq = since === undefined ? cursor : stored.position(cursor);
      ack({ ok: true, channel: channel.name, seq, epoch });
    }
    stored.add(subscription);
  }

  #createStored(name: string, onLag: (connection: Connection) => void): StoredChannel {
    return new StoredChannel({
      name,
      outbox: this.#options.outbox,
      limits: this.#limits,
      onLag,
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
    if (!client || this.#stalled.has(client)) return;
    client.stalledSince = this.#options.now();
    this.#stalled.add(client);
  }

  #tooSlow(client: Client, detail: string): void {
    this.#tooSlowCount++;
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
