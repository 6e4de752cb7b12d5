import { randomUUID } from "node:crypto";
import type { ConversationStore } from "../../db/ports.ts";
import { type PreviousTurn, UnknownConversationError } from "./ports.ts";

/** A conversation nobody has gone on with for so long is over. */
const TIME_TO_LIVE_MS = 24 * 3_600_000;
/** What is over is removed this often. */
const FORGET_EVERY_MS = 3_600_000;

interface Body {
  readonly actor: string;
  readonly turn: PreviousTurn | null;
}

/** A conversation while one of its questions is being answered. */
export interface OpenConversation {
  readonly id: string;
  readonly previous: PreviousTurn | undefined;
}

export interface Conversations {
  /** A new one without an id. Throws an {@link UnknownConversationError} for one that is not there, over, or somebody else's. */
  open(id: string | undefined, actor: string): Promise<OpenConversation>;
  /** Keeps what the next question may refer back to: this turn, or the one before when this one led to nothing. */
  keep(conversation: OpenConversation, actor: string, turn: PreviousTurn | undefined): Promise<void>;
}

export interface ConversationsOptions {
  readonly store: ConversationStore;
  /** Epoch ms. */
  readonly now: () => number;
}

export function createConversations({ store, now }: ConversationsOptions): Conversations {
  let forgottenAt = Number.NEGATIVE_INFINITY;
  return {
    async open(id, actor) {
      if (id === undefined) return { id: randomUUID(), previous: undefined };
      const body = (await store.get(id, now() - TIME_TO_LIVE_MS))?.body as Body | undefined;
      // Whether somebody else has a conversation of that id is nobody's business.
      if (body?.actor !== actor) throw new UnknownConversationError("there is no such conversation, or it is over");
      return { id, previous: body.turn ?? undefined };
    },
    async keep({ id, previous }, actor, turn) {
      const body: Body = { actor, turn: turn ?? previous ?? null };
      await store.save({ id, at: now(), body });
      if (now() - forgottenAt < FORGET_EVERY_MS) return;
      forgottenAt = now();
      await store.forget(now() - TIME_TO_LIVE_MS);
    },
  };
}
