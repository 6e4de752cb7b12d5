import type Database from "better-sqlite3";
import type { StoredEvent } from "../../shared/events.ts";
import { type EventRow, eventOf, openForReading } from "./log-reader.ts";
import { KIND } from "./log-schema.ts";

/** Positions a page covers. Between pages no read transaction is open, so the writer's file can be tidied. */
const PAGE_SPAN = 1_000;

export interface LogRange {
  /** Epoch ms of the commit, both included. */
  readonly from: number;
  readonly to: number;
  /** Event types wanted: exact ones, or beginnings of one and `*`. */
  readonly types: readonly string[];
  /** Whether attributes are read; left out, every event's are null. They are the dearest part of an event. */
  readonly attributes: boolean;
  /** Events that were committed before this do not count, nor those that were older by more than `latenessMs` then. */
  readonly countFrom: number;
  readonly latenessMs: number;
}

/** The wanted events of a stretch of the log, oldest first. */
export interface LogPage {
  readonly events: readonly StoredEvent[];
  /** Events of any type in the stretch that count. */
  readonly counted: number;
  /** Newest commit of the stretch, epoch ms. */
  readonly at: number;
  /** How much of the range has been read, 0 to 1. */
  readonly share: number;
}

/** Reads the events of a range of time on a connection of its own, which lives as long as the iteration. */
export function* readLogRange(file: string, range: LogRange): Generator<LogPage, void, undefined> {
  const db = openForReading(file);
  try {
    const first = firstSeqAt(db, range.from);
    const end = firstSeqAt(db, range.to + 1);
    const page = preparePage(db, range);
    for (let seq = first; seq < end; seq += PAGE_SPAN) {
      const next = Math.min(end, seq + PAGE_SPAN);
      yield { ...page(seq, next), share: (next - first) / (end - first) };
    }
  } finally {
    db.close();
  }
}

/** The first position whose commit is not before `at`: commits never go back in time, so halving finds it. */
function firstSeqAt(db: Database.Database, at: number): number {
  const [oldest, newest] = db.prepare("SELECT (SELECT min(seq) FROM log), (SELECT max(seq) FROM log)").raw().get() as (number | null)[];
  // Entries that were removed may have left holes: what counts is the next one there is.
  const next = db.prepare<[number], number>("SELECT at FROM log WHERE seq >= ? ORDER BY seq LIMIT 1").pluck();
  let low = oldest ?? 1;
  let high = (newest ?? 0) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((next.get(middle) ?? Number.POSITIVE_INFINITY) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

type ReadPage = (from: number, to: number) => Omit<LogPage, "share">;

function preparePage(db: Database.Database, { types, attributes, countFrom, latenessMs, from }: LogRange): ReadPage {
  const wanted = typeCondition(types);
  const columns = `seq, at, kind, ts, type, source, event_id, severity, value, user_id, ${attributes ? "attributes" : "NULL"}`;
  const stretch = `FROM log WHERE seq >= ? AND seq < ? AND kind = ${KIND.event}`;
  const rows = db.prepare<unknown[], unknown>(`SELECT ${columns} ${stretch}${wanted.sql} ORDER BY seq`).raw();
  const count = db.prepare<unknown[], (number | null)[]>(`SELECT sum(at >= ? AND ts >= at - ?), max(at) ${stretch}`).raw();
  return (start, end) => {
    const found = rows.all(start, end, ...wanted.values) as EventRow[];
    const [counted, at] = count.get(countFrom, latenessMs, start, end) ?? [];
    return { events: found.map(eventOf), counted: counted ?? 0, at: at ?? from };
  };
}

/** Tells rows apart before anything of them is read; nothing where every type is wanted. */
function typeCondition(types: readonly string[]): { sql: string; values: string[] } {
  if (types.includes("*")) return { sql: "", values: [] };
  // Types have no character with a meaning to GLOB, and its patterns end as ours do.
  const tests = types.map((type) => (type.endsWith("*") ? "type GLOB ?" : "type = ?"));
  return { sql: ` AND (${tests.join(" OR ")})`, values: [...types] };
}
