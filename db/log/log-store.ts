import Database from "better-sqlite3";
import { CELL, CELLS, type Cell } from "./cells.ts";
import { KIND, migrateLog } from "./log-schema.ts";
import { OldEntries } from "./old-entries.ts";
import { sameBody } from "./same-body.ts";
import type { CommitReply, CommitRequest, ForgetReply, ForgetRequest, LogState, Refused, WriterOptions } from "./writer-protocol.ts";

/**
 * Pages in the write-ahead log before it is moved into the file. Random event keys dirty a page each; moving rarely writes a
 * page once for many commits, which was worth a third of the throughput against the default of 1,000.
 */
const CHECKPOINT_PAGES = 8_000;

/** The write side of the log file: runs one commit at a time, all of it or nothing. Lives in the writer thread. */
export class LogStore {
  readonly #db: Database.Database;
  readonly #insertKey: Database.Statement;
  readonly #insertEntry: Database.Statement;
  readonly #saveCounters: Database.Statement;
  readonly #findStored: Database.Statement;
  readonly #oldEntries: OldEntries;
  readonly #run: (request: CommitRequest) => CommitReply;
  #state: LogState;

  constructor(options: WriterOptions) {
    const db = openForWriting(options.file);
    migrateLog(db);
    if (options.maxPages !== undefined) db.pragma(`max_page_count = ${options.maxPages}`);
    this.#db = db;
    this.#insertKey = db.prepare("INSERT OR IGNORE INTO event_keys (source, id, seq) VALUES (?, ?, ?)");
    this.#insertEntry = db.prepare(
      `INSERT INTO log (seq, at, kind, ts, type, source, event_id, severity, value, user_id, attributes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#saveCounters = db.prepare("UPDATE counters SET received = ?, accepted = ?, duplicates = ?, rejected = ?, at = ?");
    this.#findStored = db
      .prepare(
        `SELECT ts, type, source, event_id, severity, value, user_id, attributes FROM log
         WHERE seq = (SELECT seq FROM event_keys WHERE source = ? AND id = ?)`,
      )
      .raw();
    this.#run = db.transaction((request: CommitRequest) => this.#commit(request)).immediate;
    this.#state = readState(db);
    this.#oldEntries = new OldEntries(db);
  }

  get state(): LogState {
    return this.#state;
  }

  commit(request: CommitRequest): CommitReply {
    const before = this.#state;
    try {
      return this.#run(request);
    } catch (error) {
      this.#state = before;
      return refusal(error);
    }
  }

  /** Removes some old entries; never the newest one, which says where the log goes on. */
  forget(request: ForgetRequest): ForgetReply {
    try {
      return this.#oldEntries.forget(request, this.#state.position.seq - 1);
    } catch (error) {
      return refusal(error);
    }
  }

  close(): void {
    this.#db.close();
  }

  #commit(request: CommitRequest): CommitReply {
    const { at, rejected, cells } = request;
    const { position, counters } = this.#state;
    const firstSeq = position.seq + 1;
    let seq = firstSeq;
    let events = 0;
    const duplicates: number[] = [];
    const reused: number[] = [];
    for (let start = 0; start < cells.length; start += CELLS) {
      if (cells[start + CELL.type] === null) {
        this.#insertControl(seq++, at, cells[start + CELL.attributes] as Cell);
        continue;
      }
      events++;
      if (this.#insertEvent(seq, at, cells, start)) seq++;
      else {
        duplicates.push(start / CELLS);
        if (!this.#isRepeat(cells, start)) reused.push(start / CELLS);
      }
    }
    const next = {
      received: counters.received + events + rejected,
      accepted: counters.accepted + events - duplicates.length,
      duplicates: counters.duplicates + duplicates.length,
      rejected: counters.rejected + rejected,
    };
    this.#saveCounters.run(next.received, next.accepted, next.duplicates, next.rejected, at);
    this.#state = { position: seq > firstSeq ? { seq: seq - 1, at } : position, counters: next, lastAt: at };
    return { ok: true, firstSeq, duplicates, reused, counters: next };
  }

  #insertControl(seq: number, at: number, json: Cell): void {
    this.#insertEntry.run(seq, at, KIND.control, null, null, null, null, null, null, null, json);
  }

  /** False when the log holds the event's key already. */
  #insertEvent(seq: number, at: number, cells: readonly Cell[], start: number): boolean {
    const source = cells[start + CELL.source];
    const id = cells[start + CELL.id];
    if (id !== null && this.#insertKey.run(source, id, seq).changes === 0) return false;
    this.#insertEntry.run(
      seq,
      at,
      KIND.event,
      cells[start + CELL.ts] ?? at,
      cells[start + CELL.type],
      source,
      id,
      cells[start + CELL.severity],
      cells[start + CELL.value],
      cells[start + CELL.userId],
      cells[start + CELL.attributes],
    );
    return true;
  }

  #isRepeat(cells: readonly Cell[], start: number): boolean {
    const stored = this.#findStored.get(cells[start + CELL.source], cells[start + CELL.id]) as Cell[] | undefined;
    return stored === undefined || sameBody(stored, cells, start);
  }
}

function openForWriting(file: string): Database.Database {
  const db = new Database(file);
  // Takes effect in a new file only. Pages are given back when the disk is short of space, and filled again otherwise.
  db.pragma("auto_vacuum = INCREMENTAL");
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("cache_size = -65536");
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  // A burst or a slow reader may stretch the write-ahead log; it is cut back to this once it is moved.
  db.pragma("journal_size_limit = 67108864");
  return db;
}

function readState(db: Database.Database): LogState {
  const row = db.prepare("SELECT received, accepted, duplicates, rejected, at FROM counters").raw().get() as number[];
  const [received = 0, accepted = 0, duplicates = 0, rejected = 0, lastAt = 0] = row;
  const newest = db.prepare("SELECT seq, at FROM log ORDER BY seq DESC LIMIT 1").get() as { seq: number; at: number } | undefined;
  const position = newest ?? { seq: 0, at: 0 };
  return { position, counters: { received, accepted, duplicates, rejected }, lastAt };
}

function refusal(error: unknown): Refused {
  const code = error instanceof Database.SqliteError ? error.code : "UNKNOWN";
  return { ok: false, code, message: error instanceof Error ? error.message : String(error) };
}
