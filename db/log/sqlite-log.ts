import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import type Database from "better-sqlite3";
import type { Page, PageQuery } from "../../shared/api.ts";
import type { StoredEvent } from "../../shared/events.ts";
import type { ControlEntry, LogEntry } from "../../shared/log.ts";
import {
  type AppendResult,
  type CommittedBatch,
  type EventFilter,
  type EventLog,
  type LogCounters,
  type LogHealth,
  type LogPosition,
  type LogRetention,
  LogUnavailableError,
  type NewEvent,
} from "../ports.ts";
import type { Append } from "./append-queue.ts";
import { type Cell, pushControl, pushEvent } from "./cells.ts";
import { DiskGuard, freeSpaceOf } from "./disk-guard.ts";
import { defineTextSearch, searchEvents } from "./event-search.ts";
import { GroupCommit } from "./group-commit.ts";
import { openForReading, readEntries } from "./log-reader.ts";
import type { Refused } from "./writer-protocol.ts";
import { startWriter, type WriterThread } from "./writer-thread.ts";

/** Between two steps of removing old entries while events come in: commits find the writer free nine times out of ten. */
const BUSY_PAUSE_MS = 25;

export interface SqliteLogOptions {
  readonly file: string;
  /** Epoch ms. */
  readonly now: () => number;
  /** Events that may wait for a commit, 50,000 by default. */
  readonly queueEvents?: number | undefined;
  /** Characters that may wait for a commit, 64 million by default. */
  readonly queueBytes?: number | undefined;
  /** Free space below which no append is taken, 64 MB by default. */
  readonly minFreeBytes?: number | undefined;
  /** Size of the file that is given up when the disk runs full, 8 MB by default. */
  readonly ballastBytes?: number | undefined;
  /** How often free space is looked at, 1,000 by default. */
  readonly checkEveryMs?: number | undefined;
  /** Free bytes of the log's file system, asked of the operating system by default. */
  readonly freeSpace?: (() => Promise<number>) | undefined;
  /** Told of every commit how long it took, ms. */
  readonly onCommitMs?: ((ms: number) => void) | undefined;
  /** Bounds the file, in pages; for tests. */
  readonly maxPages?: number | undefined;
}

/** Opens the event log, creating it if need be. Throws {@link LogUnavailableError} when its writer cannot start. */
export async function openSqliteLog(options: SqliteLogOptions): Promise<EventLog> {
  await mkdir(dirname(options.file), { recursive: true });
  const writer = await startWriter({ file: options.file, maxPages: options.maxPages });
  return openOnWriter(options, writer);
}

/** The same on a writer that is already running. */
export async function openOnWriter(options: SqliteLogOptions, writer: WriterThread): Promise<EventLog> {
  const guard = new DiskGuard({
    ballastFile: `${options.file}.ballast`,
    ballastBytes: options.ballastBytes ?? 8_000_000,
    minFreeBytes: options.minFreeBytes ?? 64_000_000,
    freeSpace: options.freeSpace ?? (() => freeSpaceOf(options.file)),
    checkEveryMs: options.checkEveryMs ?? 1_000,
  });
  try {
    await guard.start();
    return new SqliteLog(options, writer, guard);
  } catch (error) {
    await guard.stop();
    await writer.close();
    throw error;
  }
}

class SqliteLog implements EventLog {
  readonly #file: string;
  readonly #writer: WriterThread;
  readonly #guard: DiskGuard;
  readonly #commits: GroupCommit;
  readonly #reader: Database.Database;
  #closed = false;

  constructor(options: SqliteLogOptions, writer: WriterThread, guard: DiskGuard) {
    this.#file = options.file;
    this.#writer = writer;
    this.#guard = guard;
    this.#commits = new GroupCommit({
      writer,
      now: options.now,
      bounds: { events: options.queueEvents ?? 50_000, weight: options.queueBytes ?? 64_000_000 },
      onCommitMs: options.onCommitMs,
      onRefused: ({ code }) => {
        if (code === "SQLITE_FULL") guard.ranFull();
      },
    });
    this.#reader = openForReading(options.file);
    defineTextSearch(this.#reader);
  }

  append(events: readonly NewEvent[], rejected: number): Promise<AppendResult> {
    return this.#add((resolve, reject) => {
      const cells: Cell[] = [];
      let weight = 64;
      for (const event of events) weight += pushEvent(cells, event);
      return { kind: "events", events, rejected, cells, weight, resolve, reject };
    });
  }

  appendControl(entry: ControlEntry): Promise<number> {
    return this.#add((resolve, reject) => {
      const cells: Cell[] = [];
      const weight = pushControl(cells, entry);
      return { kind: "control", entry, cells, weight, resolve, reject };
    });
  }

  onCommit(listener: (batch: CommittedBatch) => void): void {
    this.#commits.onCommit(listener);
  }

  whenWritable(): Promise<void> {
    return this.#commits.queue.whenWritable();
  }

  inFlightSince(): number | undefined {
    return this.#commits.inFlightSince;
  }

  queued(): number {
    return this.#commits.queue.entries;
  }

  position(): LogPosition {
    return this.#commits.position;
  }

  counters(): LogCounters {
    return this.#commits.counters;
  }

  health(): LogHealth {
    if (this.#closed) return "closed";
    if (this.#commits.failure) return "failed";
    return this.#guard.full ? "full" : "open";
  }

  entriesAfter(seq: number): Iterable<LogEntry> {
    return { [Symbol.iterator]: () => readEntries(this.#file, seq) };
  }

  async retain({ beforeMs, throughSeq, signal }: LogRetention): Promise<number> {
    let removed = 0;
    let refusals = 0;
    let received = -1;
    while (!this.#closed && !this.#commits.failure && !signal?.aborted) {
      const reply = await this.#writer.forget({ beforeMs, throughSeq, giveBack: this.#guard.full });
      if (!reply.ok) this.#refused(reply, ++refusals);
      else {
        removed += reply.removed;
        refusals = 0;
        if (reply.done) break;
      }
      const busy = received !== this.#commits.counters.received;
      received = this.#commits.counters.received;
      await setTimeout(busy ? BUSY_PAUSE_MS : 0);
    }
    if (!this.#closed) await this.#guard.check();
    return removed;
  }

  list(filter: EventFilter, page: PageQuery): Page<StoredEvent> {
    return searchEvents(this.#reader, filter, page);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#commits.drained();
    await this.#guard.stop();
    // The last connection to close moves the write-ahead log into the file, which a read-only one cannot.
    this.#reader.close();
    await this.#writer.close();
  }

  /** A full disk leaves the room of the ballast for a second attempt. */
  #refused({ code, message }: Refused, times: number): void {
    if (code !== "SQLITE_FULL" || times > 1) {
      throw new LogUnavailableError(`the event log did not let go of old entries: ${code}`, { cause: new Error(message) });
    }
    this.#guard.ranFull();
  }

  #add<T>(make: (resolve: (value: T) => void, reject: (reason: Error) => void) => Append): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new LogUnavailableError("the event log is closed");
      if (this.#guard.full) throw new LogUnavailableError("the disk of the event log is nearly full");
      this.#commits.add(make(resolve, reject));
    });
  }
}
