import { useMemo } from "react";
import type { EventView } from "../../../shared/events.ts";
import { eventMatches } from "../../lib/event-filter.ts";
import { mergeEvents, TAIL_KEPT } from "../../stores/tail.ts";
import type { EventFilter } from "./use-event-filter.ts";
import type { History } from "./use-history.ts";

/** The tail and what the history found, filtered, newest first; bounded until somebody asks for older ones. */
export function useShownEvents(tail: readonly EventView[], { found, older }: History, { terms, text }: EventFilter): readonly EventView[] {
  return useMemo(() => {
    const all = mergeEvents(tail, [...found, ...older], Number.POSITIVE_INFINITY).filter((event) => eventMatches(event, terms, text));
    return older.length > 0 ? all : all.slice(0, TAIL_KEPT);
  }, [tail, found, older, terms, text]);
}
