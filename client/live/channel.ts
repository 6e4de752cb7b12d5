import type { SubscribeAck } from "../../shared/socket.ts";
import { initialResume, type ResumeEffect, type ResumeInput, resume } from "./resume.ts";

/** The little of a socket that a stored channel needs. */
export interface ChannelPort {
  subscribe(channel: string, since: number, answer: (ack: SubscribeAck) => void): void;
}

export interface ChannelHandlers<T> {
  /** The next frame of the channel, each exactly once and in order. */
  apply(data: T, seq: number): void;
  caughtUp(changes: number): void;
  /** Read the list again, then call `based`. */
  rebase(): void;
  refused(code: string, detail: string): void;
}

export interface StoredChannel<T> {
  /** A list was read that is current to `seq`. */
  based(seq: number): void;
  connected(): void;
  disconnected(): void;
  frame(seq: number, data: T): void;
}

/** Runs the resume reducer of one stored channel against a socket. */
export function createStoredChannel<T>(channel: string, port: ChannelPort, handlers: ChannelHandlers<T>): StoredChannel<T> {
  let state = initialResume;

  const perform = (effect: ResumeEffect<T>): void => {
    if (effect.type === "apply") handlers.apply(effect.data, effect.seq);
    else if (effect.type === "caught-up") handlers.caughtUp(effect.changes);
    else if (effect.type === "rebase") handlers.rebase();
    else {
      port.subscribe(channel, effect.since, (ack) => {
        if (ack.ok) dispatch({ type: "ack", attempt: effect.attempt, seq: ack.seq, gap: ack.gap === true });
        else handlers.refused(ack.code, ack.detail);
      });
    }
  };

  const dispatch = (input: ResumeInput<T>): void => {
    const step = resume(state, input);
    state = step.state;
    for (const effect of step.effects) perform(effect);
  };

  return {
    based: (seq) => dispatch({ type: "based", seq }),
    connected: () => dispatch({ type: "connected" }),
    disconnected: () => dispatch({ type: "disconnected" }),
    frame: (seq, data) => dispatch({ type: "frame", seq, data }),
  };
}
