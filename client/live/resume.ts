/**
 * Resuming a stored channel without losing or repeating a frame, as a pure reducer.
 *
 *            based                connected                     ack, backlog to come
 *   empty ──────────▶ detached ───────────────▶ subscribing ─────────────────────────▶ catching-up
 *     ▲                  ▲                        │   ▲  │                                  │
 *     │                  │ disconnected           │   │  │ ack, nothing missed              │ frame reaches target
 *     │                  └── from every phase ────┘   │  ▼                                  ▼
 *     │                                               └─ live ◀─────────────────────────────┘
 *     └── ack with a gap, or behind us ──┐               │
 *         (the list is read again)    subscribing ◀──────┘ a frame beyond the next one: a hole
 *
 * The rule for frames is the same in every phase: the next one is applied, an earlier one is a repeat.
 */
export type ResumePhase = "empty" | "detached" | "subscribing" | "catching-up" | "live";

export interface ResumeState {
  readonly phase: ResumePhase;
  readonly connected: boolean;
  /** Position of the last applied frame or of the list that was read; -1 before there is one. */
  readonly seq: number;
  /** Position at which the running catch-up is complete. */
  readonly target: number;
  /** Frames applied since the connection came back. */
  readonly missed: number;
  /** Where the running subscription started. */
  readonly since: number;
  /** Numbers the subscriptions, so that the answer to an older one is ignored. */
  readonly attempt: number;
  /** Whether this subscription resumes after a loss, which is worth telling. */
  readonly resuming: boolean;
}

export type ResumeInput<T> =
  | { readonly type: "based"; readonly seq: number }
  | { readonly type: "connected" }
  | { readonly type: "disconnected" }
  | { readonly type: "ack"; readonly attempt: number; readonly seq: number; readonly gap: boolean }
  | { readonly type: "frame"; readonly seq: number; readonly data: T };

export type ResumeEffect<T> =
  | { readonly type: "subscribe"; readonly since: number; readonly attempt: number }
  | { readonly type: "apply"; readonly seq: number; readonly data: T }
  | { readonly type: "caught-up"; readonly changes: number }
  | { readonly type: "rebase" };

export interface ResumeStep<T> {
  readonly state: ResumeState;
  readonly effects: readonly ResumeEffect<T>[];
}

export const initialResume: ResumeState = {
  phase: "empty",
  connected: false,
  seq: -1,
  target: -1,
  missed: 0,
  since: -1,
  attempt: 0,
  resuming: false,
};

function stay<T>(state: ResumeState): ResumeStep<T> {
  return { state, effects: [] };
}

function subscribe<T>(state: ResumeState): ResumeStep<T> {
  const attempt = state.attempt + 1;
  return {
    state: { ...state, phase: "subscribing", attempt, since: state.seq },
    effects: [{ type: "subscribe", since: state.seq, attempt }],
  };
}

function arrive<T>(state: ResumeState): ResumeStep<T> {
  const effects: ResumeEffect<T>[] = state.resuming ? [{ type: "caught-up", changes: state.missed }] : [];
  return { state: { ...state, phase: "live", resuming: false }, effects };
}

function onAck<T>(state: ResumeState, ack: { attempt: number; seq: number; gap: boolean }): ResumeStep<T> {
  if (state.phase !== "subscribing" || ack.attempt !== state.attempt) return stay(state);
  // A position before ours means another log: what we show may no longer exist.
  if (ack.gap || ack.seq < state.since) return { state: { ...state, phase: "empty", resuming: false }, effects: [{ type: "rebase" }] };
  const next: ResumeState = { ...state, phase: "catching-up", target: ack.seq };
  return next.seq >= next.target ? arrive(next) : stay(next);
}

function onFrame<T>(state: ResumeState, seq: number, data: T): ResumeStep<T> {
  if (!state.connected || state.phase === "empty" || state.phase === "detached") return stay(state);
  if (seq <= state.seq) return stay(state);
  if (seq > state.seq + 1) return state.phase === "subscribing" ? stay(state) : subscribe(state);
  const applied: ResumeState = { ...state, seq, missed: state.missed + 1 };
  const effect: ResumeEffect<T> = { type: "apply", seq, data };
  if (applied.phase !== "catching-up" || seq < applied.target) return { state: applied, effects: [effect] };
  const done = arrive<T>(applied);
  return { state: done.state, effects: [effect, ...done.effects] };
}

/** The next state and what has to be done; the input is never changed. */
export function resume<T>(state: ResumeState, input: ResumeInput<T>): ResumeStep<T> {
  switch (input.type) {
    case "based": {
      const based: ResumeState = { ...state, seq: input.seq, phase: "detached" };
      return state.connected ? subscribe(based) : stay(based);
    }
    case "connected": {
      const connected: ResumeState = { ...state, connected: true };
      return state.phase === "detached" ? subscribe(connected) : stay(connected);
    }
    case "disconnected": {
      const resuming = state.resuming || (state.connected && state.phase !== "empty");
      const missed = state.resuming ? state.missed : 0;
      return stay({ ...state, connected: false, resuming, missed, phase: state.phase === "empty" ? "empty" : "detached" });
    }
    case "ack":
      return onAck(state, input);
    case "frame":
      return onFrame(state, input.seq, input.data);
  }
}
