import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { EventView } from "../../../shared/events.ts";
import { listEvents } from "../../api/events.ts";
import { serverQuery, type Term } from "../../lib/event-filter.ts";
import { showProblem } from "../../stores/toasts.ts";

const PAGE = 200;

export interface History {
  /** The newest stored events that the server found for the filter; the tail alone may hold none of a rare type. */
  readonly found: readonly EventView[];
  /** Pages that were asked for by "Load older". */
  readonly older: readonly EventView[];
  readonly isBusy: boolean;
  readonly isExhausted: boolean;
  readonly error: unknown;
  /** Reads the page before the oldest event that is shown. */
  loadOlder(oldest: EventView | undefined): Promise<void>;
  reset(): void;
  retry(): void;
}

/** The stored events behind the live tail. */
export function useHistory(terms: readonly Term[], text: string, from: string | undefined): History {
  const query = { ...serverQuery(terms, text), from };
  const key = JSON.stringify(query);
  const newest = useQuery({ queryKey: ["events", key], queryFn: ({ signal }) => listEvents({ ...query, limit: PAGE }, signal) });
  const [older, setOlder] = useState<{ items: readonly EventView[]; cursor: string | null | undefined }>({ items: [], cursor: undefined });
  const [isBusy, setBusy] = useState(false);
  const reset = () => setOlder({ items: [], cursor: undefined });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter has another history.
  useEffect(reset, [key]);

  const loadOlder = async (oldest: EventView | undefined) => {
    setBusy(true);
    try {
      // One millisecond on, so that events of the oldest one's own millisecond are not missed; known ones are dropped by their seq.
      const to = oldest ? new Date(Date.parse(oldest.timestamp) + 1).toISOString() : undefined;
      const isFirst = older.cursor === undefined;
      const page = await listEvents({
        ...query,
        limit: PAGE,
        ...(isFirst ? { to } : { to: undefined, cursor: older.cursor ?? undefined }),
      });
      setOlder((current) => ({ items: [...current.items, ...page.items], cursor: page.nextCursor }));
    } catch (error) {
      showProblem("Could not load older events", error);
    } finally {
      setBusy(false);
    }
  };
  return {
    found: newest.data?.items ?? [],
    older: older.items,
    isBusy,
    isExhausted: older.cursor === null,
    error: newest.error,
    loadOlder,
    reset,
    retry: () => void newest.refetch(),
  };
}
