import { createStore } from "zustand/vanilla";
import type { EventView } from "../../shared/events.ts";

export interface TailState {
  /** Newest first, at most {@link TAIL_KEPT}. */
  readonly items: readonly EventView[];
  readonly loading: boolean;
  /** Events that came in the last whole second, and how many of them the server left out of the sample. */
  readonly rate: { readonly second: number; readonly shown: number; readonly skipped: number };
  readonly counting: { readonly second: number; readonly shown: number; readonly skipped: number };
  /** All events that went by since the page opened, skipped ones included. */
  readonly passed: number;
}

export const TAIL_KEPT = 500;

const none = { second: 0, shown: 0, skipped: 0 };
export const emptyTail: TailState = { items: [], loading: true, rate: none, counting: none, passed: 0 };

export const tailStore = createStore<TailState>(() => emptyTail);

/** Merges events by their place in the log, newest first; a known one is not repeated. */
export function mergeEvents(known: readonly EventView[], more: readonly EventView[], keep = TAIL_KEPT): readonly EventView[] {
  const seen = new Set(known.map((event) => event.seq));
  const fresh = more.filter((event) => !seen.has(event.seq));
  if (fresh.length === 0) return known;
  return [...known, ...fresh].sort((a, b) => b.seq - a.seq).slice(0, keep);
}

/** Takes frames in; counts are per second of arrival, so that "n of m/s" is a rate and not a sum. */
export function takeFrames(
  state: TailState,
  frames: readonly { readonly items: readonly EventView[]; readonly skipped: number }[],
  now: number,
): TailState {
  const second = Math.floor(now / 1_000);
  const items = frames.flatMap((frame) => frame.items);
  const skipped = frames.reduce((sum, frame) => sum + frame.skipped, 0);
  const isSame = state.counting.second === second;
  const counting = {
    second,
    shown: (isSame ? state.counting.shown : 0) + items.length,
    skipped: (isSame ? state.counting.skipped : 0) + skipped,
  };
  return {
    ...state,
    items: mergeEvents(state.items, items),
    rate: isSame ? state.rate : state.counting,
    counting,
    passed: state.passed + items.length + skipped,
  };
}
