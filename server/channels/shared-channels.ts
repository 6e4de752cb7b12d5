import type { Channel } from "../../shared/socket.ts";

interface Held<T> {
  readonly value: T;
  users: number;
}

export interface Lease<T> {
  readonly value: T;
  /** To be called once. */
  release(): void;
}

/** What is in memory of each channel while somebody uses it, made at the first use. */
export class SharedChannels<T> {
  readonly #held = new Map<string, Held<T>>();
  readonly #create: (channel: Channel) => T;
  readonly #outlives: (value: T) => boolean;

  /** `outlives` says which are kept although nobody uses them any more. */
  constructor(create: (channel: Channel) => T, outlives: (value: T) => boolean) {
    this.#create = create;
    this.#outlives = outlives;
  }

  /** The channel's, if somebody uses it. */
  active(name: string): T | undefined {
    const held = this.#held.get(name);
    return held && held.users > 0 ? held.value : undefined;
  }

  /** The names of those that somebody uses. */
  activeNames(): string[] {
    return [...this.#held].filter(([, { users }]) => users > 0).map(([name]) => name);
  }

  acquire(channel: Channel): Lease<T> {
    const held = this.#held.get(channel.name) ?? { value: this.#create(channel), users: 0 };
    this.#held.set(channel.name, held);
    held.users++;
    return {
      value: held.value,
      release: () => {
        held.users--;
        if (held.users === 0 && !this.#outlives(held.value)) this.#held.delete(channel.name);
      },
    };
  }
}
