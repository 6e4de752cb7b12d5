import type { EventView } from "../../../shared/events.ts";

/** An event as a row of the grid; its place in the log identifies it. */
export interface EventRow {
  readonly id: string;
  readonly event: EventView;
}

const rows = new WeakMap<EventView, EventRow>();

/** The row of an event, the same object each time, so that an unchanged row is known as one. */
export function rowOf(event: EventView): EventRow {
  let row = rows.get(event);
  if (!row) {
    row = { id: String(event.seq), event };
    rows.set(event, row);
  }
  return row;
}
