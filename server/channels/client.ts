import type { Connection } from "./connection.ts";

export interface ClientSubscription {
  /** Ends it; what is still being read for it is thrown away. */
  close(): void;
  /** The connection has room again. */
  drained(): void;
}

/** One connection and what it has subscribed to. */
export class Client {
  readonly connection: Connection;
  /** Since when it has taken nothing although something waits for it, epoch ms. */
  stalledSince: number | undefined;
  /** Subscriptions whose beginning is being looked up. */
  opening = 0;
  readonly #subscriptions = new Map<string, ClientSubscription>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  get subscriptions(): number {
    return this.#subscriptions.size;
  }

  /** Enters a subscription under its channel; closing the one returned takes it out again, once. */
  register(channel: string, { drained, close }: ClientSubscription): ClientSubscription {
    let open = true;
    const entry: ClientSubscription = {
      drained,
      close: () => {
        if (!open) return;
        open = false;
        if (this.#subscriptions.get(channel) === entry) this.#subscriptions.delete(channel);
        close();
      },
    };
    this.#subscriptions.set(channel, entry);
    return entry;
  }

  /** Whether there was such a subscription. */
  closeSubscription(channel: string): boolean {
    const subscription = this.#subscriptions.get(channel);
    subscription?.close();
    return subscription !== undefined;
  }

  closeAll(): void {
    for (const subscription of [...this.#subscriptions.values()]) subscription.close();
  }

  drained(): void {
    this.stalledSince = undefined;
    for (const subscription of this.#subscriptions.values()) subscription.drained();
  }
}
