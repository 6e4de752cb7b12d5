import type { LogCounters, LogPosition } from "../ports.ts";
import type { Cell } from "./cells.ts";

/** What the writer thread is started with. */
export interface WriterOptions {
  readonly file: string;
  /** Bounds the file, in pages; how a full disk is made where no small file system can be mounted. */
  readonly maxPages?: number | undefined;
  /** How long to wait for another writer of the same log to go, 5,000 by default. */
  readonly lockWaitMs?: number | undefined;
}

/** One commit: the entries of many appends, in order. */
export interface CommitRequest {
  readonly at: number;
  /** Events the senders had refused; they only count. */
  readonly rejected: number;
  readonly cells: readonly Cell[];
}

export interface Committed {
  readonly ok: true;
  /** The seq of the first new entry; the others follow without a gap. */
  readonly firstSeq: number;
  /** Places of the entries that were there already, and of those with another body. */
  readonly duplicates: readonly number[];
  readonly reused: readonly number[];
  readonly counters: LogCounters;
}

export interface Refused {
  readonly ok: false;
  /** SQLite's code, such as `SQLITE_FULL`. */
  readonly code: string;
  readonly message: string;
}

export type CommitReply = Committed | Refused;

/** One step of removing old entries. */
export interface ForgetRequest {
  readonly beforeMs: number;
  readonly throughSeq: number;
  /** Whether to give free pages back to the file system; else later entries fill them. */
  readonly giveBack: boolean;
}

export interface Forgot {
  readonly ok: true;
  readonly removed: number;
  /** Whether nothing is left to do. */
  readonly done: boolean;
}

export type ForgetReply = Forgot | Refused;

/** Where the log stood when the writer opened it. `lastAt` is the newest stamp, also of commits that added nothing. */
export interface LogState {
  readonly position: LogPosition;
  readonly counters: LogCounters;
  readonly lastAt: number;
}

export type ToWriter =
  | { readonly kind: "commit"; readonly request: CommitRequest }
  | { readonly kind: "forget"; readonly request: ForgetRequest }
  | { readonly kind: "close" };

export type FromWriter =
  | { readonly kind: "opened"; readonly state: LogState }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "reply"; readonly reply: CommitReply }
  | { readonly kind: "forgot"; readonly reply: ForgetReply };
