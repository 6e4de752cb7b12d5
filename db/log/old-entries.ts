import type Database from "better-sqlite3";
import { KIND } from "./log-schema.ts";
import type { ForgetRequest, Forgot } from "./writer-protocol.ts";

/** Rows of one step: random keys lie on a page each, so this many take some milliseconds. */
const STEP_ROWS = 250;
/** Free pages given back in one step, each of which may have to change places with a page at the end of the file. */
const STEP_PAGES = 64;

type Row = readonly [seq: number, at: number, source: string | null, id: string | null, goes: number];

/** Removes old entries and their keys, a bounded number at a time. Lives in the writer thread. */
export class OldEntries {
  readonly #db: Database.Database;
  readonly #next: Database.Statement;
  readonly #deleteKey: Database.Statement;
  readonly #deleteEntry: Database.Statement;
  readonly #delete: (rows: readonly Row[]) => number;
  /** Everything up to here has gone, but for what stays for good. */
  #doneThrough = 0;

  constructor(db: Database.Database) {
    this.#db = db;
    // What somebody did to an alert is of no use once the events that raised it are gone; other control entries define the engine.
    this.#next = db
      .prepare(
        `SELECT seq, at, source, event_id, kind = ${KIND.event} OR json_extract(attributes, '$.kind') = 'alert.action' FROM log
         WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ${STEP_ROWS}`,
      )
      .raw();
    this.#deleteKey = db.prepare("DELETE FROM event_keys WHERE source = ? AND id = ? AND seq = ?");
    this.#deleteEntry = db.prepare("DELETE FROM log WHERE seq = ?");
    this.#delete = db.transaction((rows: readonly Row[]) => this.#deleteRows(rows)).immediate;
  }

  /** Removes what it can in one step; nothing behind `newest`. Throws what SQLite throws, having changed nothing. */
  forget({ beforeMs, throughSeq, giveBack }: ForgetRequest, newest: number): Forgot {
    if (giveBack) this.#moveWriteAheadLog();
    const rows = this.#next.all(this.#doneThrough, Math.min(throughSeq, newest)) as Row[];
    // Stamps never decrease with the seq, so the old ones come first.
    const old = rows.filter(([, at]) => at < beforeMs);
    const removed = old.length > 0 ? this.#delete(old) : 0;
    this.#doneThrough = old.at(-1)?.[0] ?? this.#doneThrough;
    const more = giveBack && this.#giveBack();
    return { ok: true, removed, done: old.length < STEP_ROWS && !more };
  }

  #deleteRows(rows: readonly Row[]): number {
    let removed = 0;
    for (const [seq, , source, id, goes] of rows) {
      if (!goes) continue;
      if (id !== null) this.#deleteKey.run(source, id, seq);
      removed += this.#deleteEntry.run(seq).changes;
    }
    return removed;
  }

  /** Once it is moved, the write-ahead log is written from its beginning again and needs no more room. */
  #moveWriteAheadLog(): void {
    this.#db.pragma("wal_checkpoint(PASSIVE)");
  }

  /** Makes the file smaller; whether there is more to give. */
  #giveBack(): boolean {
    const before = this.#freePages();
    if (before > 0) this.#db.pragma(`incremental_vacuum(${STEP_PAGES})`);
    this.#moveWriteAheadLog();
    const after = this.#freePages();
    return after > 0 && after < before;
  }

  #freePages(): number {
    return Number(this.#db.pragma("freelist_count", { simple: true }));
  }
}
