import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LogEntry } from "../../shared/log.ts";
import type { EventLog, NewEvent } from "../ports.ts";

/** A new folder in the system's temporary one, and how to remove it. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "crowsnest-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** An event with nothing but a type and a source, and what `given` says. */
export function newEvent(given: Partial<NewEvent> = {}): NewEvent {
  return {
    id: null,
    type: "login.failed",
    source: "auth",
    timestamp: null,
    severity: null,
    value: null,
    userId: null,
    attributes: null,
    ...given,
  };
}

/** Events with ids `<prefix>0`, `<prefix>1`, … */
export function newEvents(count: number, prefix: string): NewEvent[] {
  return Array.from({ length: count }, (_, index) => newEvent({ id: `${prefix}${index}`, value: index }));
}

export function allEntries(log: EventLog, after = 0): LogEntry[] {
  return [...log.entriesAfter(after)];
}

export function eventIds(entries: readonly LogEntry[]): (string | null)[] {
  return entries.flatMap((entry) => (entry.kind === "event" ? [entry.event.id] : []));
}

/** A clock that only moves when told to. */
export function handClock(start: number): { now(): number; set(ms: number): void } {
  let ms = start;
  return { now: () => ms, set: (next) => (ms = next) };
}

/** Waits until `condition` holds, looking again every few milliseconds; throws after `boundMs`. */
export async function until(condition: () => boolean | Promise<boolean>, boundMs = 20_000): Promise<void> {
  const end = Date.now() + boundMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not so within ${boundMs} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
