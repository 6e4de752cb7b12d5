import { type CommittedBatch, type LogCounters, type LogPosition, LogUnavailableError } from "../ports.ts";
import { type Append, AppendQueue, type QueueBounds } from "./append-queue.ts";
import type { Cell } from "./cells.ts";
import { readReply } from "./committed-batch.ts";
import type { CommitReply, Refused } from "./writer-protocol.ts";
import type { WriterThread } from "./writer-thread.ts";

/** Entries a commit takes at most; a single larger append stays whole. */
const COMMIT_ENTRIES = 1_000;

interface InFlight {
  readonly at: number;
  /** When it was handed over, on the clock that never goes back. */
  readonly since: number;
  readonly appends: readonly Append[];
}

export interface GroupCommitOptions {
  readonly writer: WriterThread;
  readonly now: () => number;
  readonly bounds: QueueBounds;
  /** Told of every commit how long it took, ms. */
  readonly onCommitMs?: ((ms: number) => void) | undefined;
  /** Told of every commit the store refused. */
  readonly onRefused: (refused: Refused) => void;
}

/**
 * Many appends to a commit, without a timer: an idle writer gets at once what is there, and while it is busy the next commit
 * fills up.
 */
export class GroupCommit {
  readonly queue: AppendQueue;
  readonly #options: GroupCommitOptions;
  readonly #inFlight: InFlight[] = [];
  #listener: ((batch: CommittedBatch) => void) | undefined;
  #lastAt: number;
  #position: LogPosition;
  #counters: LogCounters;
  #scheduled = false;
  #failure: LogUnavailableError | undefined;
  #idle: (() => void)[] = [];

  constructor(options: GroupCommitOptions) {
    const { opened } = options.writer;
    this.#options = options;
    this.queue = new AppendQueue(options.bounds);
    this.#lastAt = Math.max(opened.lastAt, opened.position.at);
    this.#position = opened.position;
    this.#counters = opened.counters;
    options.writer.onReply((reply) => this.#replied(reply));
    options.writer.onDeath((reason) => this.#died(reason));
  }

  get position(): LogPosition {
    return this.#position;
  }

  get counters(): LogCounters {
    return this.#counters;
  }

  /** Why nothing can be appended ever again, once the writer died. */
  get failure(): LogUnavailableError | undefined {
    return this.#failure;
  }

  get inFlightSince(): number | undefined {
    return this.#inFlight[0]?.at;
  }

  onCommit(listener: (batch: CommittedBatch) => void): void {
    this.#listener = listener;
  }

  add(append: Append): void {
    if (this.#failure) throw this.#failure;
    this.queue.add(append);
    this.#schedule();
  }

  /** Resolves when everything that was added is answered. */
  drained(): Promise<void> {
    if (this.queue.empty && this.#inFlight.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** The check phase comes after every socket that was readable has been read: one commit takes what they brought. */
  #schedule(): void {
    if (this.#scheduled || !this.#mayHandOver()) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#handOver();
    });
  }

  /** A second commit goes along only when it is full: then the writer need not wait for this thread between two. */
  #mayHandOver(): boolean {
    if (this.queue.empty || this.#failure) return false;
    return this.#inFlight.length === 0 || (this.#inFlight.length === 1 && this.queue.waitingEntries >= COMMIT_ENTRIES);
  }

  #handOver(): void {
    while (this.#mayHandOver()) {
      const appends = this.queue.take(COMMIT_ENTRIES);
      const at = Math.max(this.#lastAt, this.#options.now());
      this.#lastAt = at;
      this.#inFlight.push({ at, since: performance.now(), appends });
      this.#options.writer.commit({ at, rejected: countRejected(appends), cells: joinCells(appends) });
    }
  }

  #replied(reply: CommitReply): void {
    const commit = this.#inFlight.shift();
    if (!commit) return;
    // The writer gets its next commit before this thread turns to the answers.
    this.#handOver();
    this.#options.onCommitMs?.(performance.now() - commit.since);
    try {
      if (reply.ok) this.#committed(commit, reply);
      else this.#refused(commit, reply);
    } finally {
      this.queue.settled(commit.appends);
      this.#tellIdle();
    }
  }

  #committed(commit: InFlight, reply: CommitReply & { ok: true }): void {
    const { batch, resolve } = readReply(commit.appends, commit.at, reply);
    const newest = batch.entries.at(-1);
    if (newest) this.#position = { seq: newest.seq, at: newest.at };
    this.#counters = reply.counters;
    try {
      this.#listener?.(batch);
    } finally {
      resolve();
    }
  }

  #refused(commit: InFlight, reply: Refused): void {
    this.#options.onRefused(reply);
    const error = new LogUnavailableError(`the event log refused a commit: ${reply.code}`, { cause: new Error(reply.message) });
    for (const append of commit.appends) append.reject(error);
  }

  #died(reason: Error): void {
    const failure = new LogUnavailableError("the event log's writer died", { cause: reason });
    this.#failure = failure;
    const pending = [...this.#inFlight.splice(0).flatMap((commit) => commit.appends), ...this.queue.take(Number.POSITIVE_INFINITY)];
    for (const append of pending) append.reject(failure);
    this.queue.settled(pending);
    this.#tellIdle();
  }

  #tellIdle(): void {
    if (!this.queue.empty || this.#inFlight.length > 0) return;
    for (const tell of this.#idle.splice(0)) tell();
  }
}

function countRejected(appends: readonly Append[]): number {
  let rejected = 0;
  for (const append of appends) if (append.kind === "events") rejected += append.rejected;
  return rejected;
}

function joinCells(appends: readonly Append[]): readonly Cell[] {
  const [only] = appends;
  if (only && appends.length === 1) return only.cells;
  const cells: Cell[] = [];
  for (const append of appends) for (const cell of append.cells) cells.push(cell);
  return cells;
}
