import Database from "better-sqlite3";
import type { AttributeValue, Severity } from "../../shared/events.ts";
import type { ControlEntry, LogEntry } from "../../shared/log.ts";
import { KIND } from "./log-schema.ts";

const COLUMNS = "seq, at, kind, ts, type, source, event_id, severity, value, user_id, attributes";

/** A row as an array: reading it so costs half of reading an object. */
export type EventRow = readonly [
  seq: number,
  at: number,
  kind: number,
  ts: number,
  type: string,
  source: string,
  id: string | null,
  severity: Severity | null,
  value: number | null,
  userId: string | null,
  attributes: string | null,
];

/** Rows a page of `entriesAfter` reads. Between pages no read transaction is open, so the writer's file can be tidied. */
const PAGE_ROWS = 500;

export function openForReading(file: string): Database.Database {
  return new Database(file, { readonly: true, fileMustExist: true });
}

/** A statement over the log's columns whose rows are {@link EventRow}s. */
export function selectRows(db: Database.Database, rest: string): (...parameters: unknown[]) => EventRow[] {
  const statement = db.prepare<unknown[], unknown>(`SELECT ${COLUMNS} FROM log ${rest}`).raw();
  return (...parameters) => statement.all(...parameters) as unknown[] as EventRow[];
}

/** Entries after `after`, oldest first, on a connection that lives as long as the iteration. */
export function* readEntries(file: string, after: number): Generator<LogEntry, void, undefined> {
  const db = openForReading(file);
  try {
    const page = selectRows(db, `WHERE seq > ? ORDER BY seq LIMIT ${PAGE_ROWS}`);
    for (let rows = page(after); rows.length > 0; rows = page(rows.at(-1)?.[0])) {
      for (const row of rows) yield entryOf(row);
      if (rows.length < PAGE_ROWS) return;
    }
  } finally {
    db.close();
  }
}

function entryOf(row: EventRow): LogEntry {
  if (row[2] === KIND.control) {
    return { kind: "control", seq: row[0], at: row[1], control: JSON.parse(row[10] ?? "null") as ControlEntry };
  }
  return { kind: "event", seq: row[0], at: row[1], event: eventOf(row) };
}

export function eventOf(row: EventRow) {
  return {
    seq: row[0],
    at: row[1],
    id: row[6],
    type: row[4],
    source: row[5],
    timestamp: row[3],
    severity: row[7],
    value: row[8],
    userId: row[9],
    attributes: row[10] === null ? null : (JSON.parse(row[10]) as Record<string, AttributeValue>),
  };
}
