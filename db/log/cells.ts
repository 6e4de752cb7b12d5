import type { StoredEvent } from "../../shared/events.ts";
import type { ControlEntry } from "../../shared/log.ts";
import type { NewEvent } from "../ports.ts";

export type Cell = string | number | null;

/**
 * Entries travel to the writer as one flat array of primitives, this many to an entry: a structured clone of it costs a third of
 * a clone of the objects.
 */
export const CELLS = 8;
/** Places within an entry's cells. A control entry has no type and keeps its JSON under `attributes`. */
export const CELL = { ts: 0, type: 1, source: 2, id: 3, severity: 4, value: 5, userId: 6, attributes: 7 } as const;

/** SQLite keeps UTF-8, which has no lone surrogates: they are replaced before, so that live and replayed events are equal. */
function wellFormed(text: string): string {
  return (text as string & { toWellFormed(): string }).toWellFormed();
}

/** Adds an event's cells; returns its weight, about its length in characters. */
export function pushEvent(cells: Cell[], event: NewEvent): number {
  const source = wellFormed(event.source);
  const id = event.id === null ? null : wellFormed(event.id);
  const userId = event.userId === null ? null : wellFormed(event.userId);
  const attributes = event.attributes === null ? null : JSON.stringify(event.attributes);
  // SQLite has no -0 either; adding 0 makes it 0.
  const value = event.value === null ? null : event.value + 0;
  cells.push(event.timestamp, event.type, source, id, event.severity, value, userId, attributes);
  return 64 + event.type.length + source.length + (id?.length ?? 0) + (userId?.length ?? 0) + (attributes?.length ?? 0);
}

/** Adds a control entry's cells; returns its weight. */
export function pushControl(cells: Cell[], entry: ControlEntry): number {
  const json = JSON.stringify(entry);
  cells.push(null, null, null, null, null, null, null, json);
  return 64 + json.length;
}

/** The event as a reader of the log would see it, made from its cells so that nothing is parsed again. */
export function storedEvent(cells: readonly Cell[], start: number, event: NewEvent, seq: number, at: number): StoredEvent {
  return {
    seq,
    at,
    id: cells[start + CELL.id] as string | null,
    type: event.type,
    source: cells[start + CELL.source] as string,
    timestamp: event.timestamp ?? at,
    severity: event.severity,
    value: cells[start + CELL.value] as number | null,
    userId: cells[start + CELL.userId] as string | null,
    attributes: event.attributes,
  };
}
