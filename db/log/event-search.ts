import type Database from "better-sqlite3";
import type { Page, PageQuery } from "../../shared/api.ts";
import type { StoredEvent } from "../../shared/events.ts";
import { containsPattern } from "../like.ts";
import type { EventFilter } from "../ports.ts";
import { decodeNumber } from "../stores/cursor.ts";
import { eventOf, selectRows } from "./log-reader.ts";
import { KIND } from "./log-schema.ts";

/** Rows one page looks at: what bounds the time a search holds the thread. */
const SCAN_ROWS = 50_000;
const TEXT_COLUMNS = ["type", "source", "event_id", "user_id", "attributes"];

/** Lets LIKE's job be done for text beyond ASCII, which SQLite itself compares with case. */
export function defineTextSearch(db: Database.Database): void {
  db.function("contains_folded", { deterministic: true }, (text: unknown, folded: unknown) =>
    typeof text === "string" && text.toLowerCase().includes(String(folded)) ? 1 : 0,
  );
}

interface Conditions {
  readonly sql: string[];
  readonly values: (string | number)[];
}

/** Events below the cursor, newest first. Throws {@link BadCursorError}. */
export function searchEvents(db: Database.Database, filter: EventFilter, page: PageQuery): Page<StoredEvent> {
  const { oldest, newest } = bounds(db);
  const below = page.cursor === undefined ? newest + 1 : decodeNumber(page.cursor);
  // A list of positions is looked up by key, so it needs no bound.
  const lowest = filter.seqs ? oldest : Math.max(oldest, below - SCAN_ROWS);
  const { sql, values } = conditionsOf(filter);
  const where = ["seq < ?", "seq >= ?", `kind = ${KIND.event}`, ...sql].join(" AND ");
  const rows = selectRows(db, `WHERE ${where} ORDER BY seq DESC LIMIT ?`)(below, lowest, ...values, page.limit + 1);
  const items = rows.slice(0, page.limit).map(eventOf);
  if (rows.length > page.limit) return { items, nextCursor: String(items.at(-1)?.seq) };
  return { items, nextCursor: lowest > oldest ? String(lowest) : null };
}

function bounds(db: Database.Database): { oldest: number; newest: number } {
  // The oldest event: control entries outlive the events around them, and a page must not walk through the gap.
  const oldestEvent = `SELECT seq FROM log WHERE kind = ${KIND.event} ORDER BY seq LIMIT 1`;
  const [oldest, newest] = db.prepare(`SELECT (${oldestEvent}), (SELECT max(seq) FROM log)`).raw().get() as (number | null)[];
  return { oldest: oldest ?? 1, newest: newest ?? 0 };
}

function conditionsOf(filter: EventFilter): Conditions {
  const conditions: Conditions = { sql: [], values: [] };
  const add = (sql: string, ...values: (string | number)[]): void => {
    conditions.sql.push(sql);
    conditions.values.push(...values);
  };
  if (filter.seqs) add("seq IN (SELECT value FROM json_each(?))", JSON.stringify(filter.seqs));
  if (filter.type?.endsWith("*")) add("substr(type, 1, ?) = ?", filter.type.length - 1, filter.type.slice(0, -1));
  else if (filter.type !== undefined) add("type = ?", filter.type);
  if (filter.source !== undefined) add("source = ?", filter.source);
  if (filter.from !== undefined) add("ts >= ?", filter.from);
  if (filter.to !== undefined) add("ts < ?", filter.to);
  if (filter.q) addText(filter.q, add);
  return conditions;
}

function addText(q: string, add: (sql: string, ...values: string[]) => void): void {
  const asIs = [q, q, q, q];
  // Attributes are kept as JSON, where a quote or a backslash stands escaped.
  const texts = [...asIs, JSON.stringify(q).slice(1, -1)];
  if (/^[ -~]*$/.test(q)) {
    const any = TEXT_COLUMNS.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(" OR ");
    add(`(${any})`, ...texts.map(containsPattern));
  } else {
    const any = TEXT_COLUMNS.map((column) => `contains_folded(${column}, ?)`).join(" OR ");
    add(`(${any})`, ...texts.map((text) => text.toLowerCase()));
  }
}
