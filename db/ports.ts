import type { Alert, AlertStatus } from "../shared/alerts.ts";
import type { Anomaly } from "../shared/anomalies.ts";
import type { Column, Row } from "../shared/answers.ts";
import type { Page, PageQuery } from "../shared/api.ts";
import type { AttributeValue, Severity, StoredEvent } from "../shared/events.ts";
import type { Generator } from "../shared/generators.ts";
import type { ControlEntry, LogEntry } from "../shared/log.ts";
import type { Metric, MetricVersion } from "../shared/metrics.ts";
import type { ScanSummary, SentinelEventName, SentinelReport } from "../shared/sentinel.ts";
import type { ServerEventName } from "../shared/socket.ts";

/** A validated event on its way into the log; `timestamp` null means the time of the commit. */
export interface NewEvent {
  readonly id: string | null;
  readonly type: string;
  readonly source: string;
  readonly timestamp: number | null;
  readonly severity: Severity | null;
  readonly value: number | null;
  readonly userId: string | null;
  readonly attributes: Readonly<Record<string, AttributeValue>> | null;
}

export interface AppendResult {
  readonly accepted: number;
  /** Indexes into the appended events whose (source, id) the log already holds. */
  readonly duplicates: readonly number[];
  /** Those of `duplicates` that came with another body. */
  readonly reused: readonly number[];
}

/** The write side's counters; the engine adds evaluated, late and pending. */
export interface LogCounters {
  readonly received: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/** What one commit added, in seq order, duplicates left out. */
export interface CommittedBatch {
  readonly at: number;
  readonly entries: readonly LogEntry[];
  /** The counters as they stand after this commit. */
  readonly counters: LogCounters;
}

export interface LogPosition {
  /** 0 when the log is empty. */
  readonly seq: number;
  readonly at: number;
}

export interface EventFilter {
  /** An exact type, or a beginning of one and `*`. */
  readonly type?: string | undefined;
  readonly source?: string | undefined;
  /** Epoch ms, inclusive / exclusive, on the event's own timestamp. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Case-insensitive text found in type, source, id, user or attributes. */
  readonly q?: string | undefined;
  /** Only events of these log positions. */
  readonly seqs?: readonly number[] | undefined;
}

/** The queue in front of the writer is at its bound; nothing of the request was taken. */
export class LogOverloadedError extends Error {
  override readonly name = "LogOverloadedError";
}

/** The store refused the commit (disk full, I/O error); nothing of the batch was written. */
export class LogUnavailableError extends Error {
  override readonly name = "LogUnavailableError";
}

/** A list was asked to go on from a cursor that it never gave out. */
export class BadCursorError extends Error {
  override readonly name = "BadCursorError";
}

/**
 * Whether the log takes appends: `full` while the disk is short of space (it opens again by itself), `failed` for good when the
 * writer died.
 */
export type LogHealth = "open" | "full" | "failed" | "closed";

/** Which entries may go; what is said of either bound holds for both. */
export interface LogRetention {
  /** Epoch ms: entries committed at this time or later stay. */
  readonly beforeMs: number;
  /** Entries behind this seq stay: a recovery still needs them. */
  readonly throughSeq: number;
  /** Ends the work after the step under way. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The append-only log of events and control entries. One writer; an entry is durable when `append` resolves.
 * Appends are committed in the order of the calls, many to a commit.
 */
export interface EventLog {
  /** Commits all of the events or none. Throws {@link LogOverloadedError} or {@link LogUnavailableError}. */
  append(events: readonly NewEvent[], rejected: number): Promise<AppendResult>;
  /** Commits one control entry; resolves with its seq. */
  appendControl(entry: ControlEntry): Promise<number>;
  /** Called once a commit, in order, before the promises of its appends resolve. Set once, before the first append. */
  onCommit(listener: (batch: CommittedBatch) => void): void;
  /** Resolves when the queue has room again; at once when it has. */
  whenWritable(): Promise<void>;
  /** The stamp (`at`) of the oldest commit that is handed to the writer and not reported yet. */
  inFlightSince(): number | undefined;
  /** Entries that were appended and are not committed yet. */
  queued(): number;
  /** The newest position on disk. */
  position(): LogPosition;
  counters(): LogCounters;
  health(): LogHealth;
  /** Entries after `seq`, oldest first, read lazily on a connection of its own. */
  entriesAfter(seq: number): Iterable<LogEntry>;
  /** Events newest first. A page may be short although `nextCursor` is set: a search reads a bounded number of rows. Throws {@link BadCursorError}. */
  list(filter: EventFilter, page: PageQuery): Page<StoredEvent>;
  /**
   * Removes old entries with their keys, in small steps between the commits; resolves with how many went. The newest entry stays,
   * so that seqs never start over, and so do metric changes, pauses and resumes of any age: there are few of them, and without a
   * checkpoint that it can read an engine is built from them. Works on a full disk as well. Throws {@link LogUnavailableError}.
   */
  retain(retention: LogRetention): Promise<number>;
  /** Commits what is queued, then closes. */
  close(): Promise<void>;
}

/** One frame of a stored channel. */
export interface OutboxFrame {
  readonly channel: string;
  readonly seq: number;
  readonly at: number;
  readonly event: ServerEventName;
  /** The frame's `data`, as JSON text: encoded once, sent many times. */
  readonly payload: string;
}

/** How far the engine's effects are committed. */
export interface Progress {
  readonly appliedSeq: number;
  /** Timers due up to here (epoch ms) have been run and their effects committed. */
  readonly appliedAt: number;
  readonly evaluated: number;
  readonly late: number;
}

/** What one turn of the engine changes; committed in one transaction with its frames and the progress. */
export interface EffectCommit {
  /** Upserted unless the stored revision is already as high. */
  readonly alerts: readonly Alert[];
  /** Added unless they are there. */
  readonly anomalies?: readonly Anomaly[];
  readonly metricsPut: readonly { readonly metric: Metric; readonly actor: string }[];
  readonly metricsDeleted: readonly string[];
  /** Steps of scans, numbered by the scan itself. */
  readonly scanEvents?: readonly StoredScanEvent[];
  /** Frames to be numbered and stored, in order. */
  readonly frames: readonly Omit<OutboxFrame, "seq">[];
  readonly progress: Progress;
}

export interface EffectStore {
  progress(): Promise<Progress>;
  /** Returns the frames with their channel's next numbers. */
  commit(commit: EffectCommit): Promise<OutboxFrame[]>;
}

export interface AlertFilter {
  readonly status?: readonly AlertStatus[] | undefined;
  readonly severity?: readonly Severity[] | undefined;
  readonly domain?: readonly string[] | undefined;
  readonly metricId?: string | undefined;
  /** Epoch ms on `startedAt`, inclusive / exclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly q?: string | undefined;
}

/** The alerts of one metric in numbers. */
export interface MetricActivity {
  readonly metricId: string;
  /** Firing or acknowledged. */
  readonly firing: number;
  readonly pending: number;
  /** Those that started in the asked time, without pending and retracted ones. */
  readonly fires: number;
  /** Epoch ms of the newest start, without pending and retracted ones; null when there is none. */
  readonly lastFiredAt: number | null;
}

export interface AlertStore {
  get(id: string): Promise<Alert | undefined>;
  /** Newest `startedAt` first. Throws {@link BadCursorError}. */
  list(filter: AlertFilter, page: PageQuery): Promise<Page<Alert>>;
  /** Open alerts (pending, firing, acknowledged), newest first, at most `limit`. */
  open(limit: number): Promise<Alert[]>;
  /** How many are firing or acknowledged, by severity. */
  countActive(): Promise<Record<Severity, number>>;
  /** How many are open, by severity and status; only counts that are not 0. */
  countOpen(): Promise<{ readonly severity: Severity; readonly status: AlertStatus; readonly count: number }[]>;
  /** For every metric there is, how it has fired since `since` (epoch ms) and stands now. */
  activity(since: number): Promise<MetricActivity[]>;
}

export interface AnomalyFilter {
  readonly metricId?: string | undefined;
  /** Epoch ms on `at`, inclusive / exclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export interface AnomalySummary {
  readonly metricId: string;
  readonly count: number;
  /** Of these, as they were judged. */
  readonly real: number;
  readonly expected: number;
  readonly false: number;
  /** Epoch ms. */
  readonly newestAt: number;
}

export interface AnomalyStore {
  /** Newest first. */
  list(filter: AnomalyFilter, page: PageQuery): Promise<Page<Anomaly>>;
  /** How many each metric has, and its newest; by metric id. */
  summary(): Promise<AnomalySummary[]>;
}

export interface MetricStore {
  get(id: string): Promise<Metric | undefined>;
  getByName(name: string): Promise<Metric | undefined>;
  /** By name. */
  list(): Promise<Metric[]>;
  versions(id: string): Promise<MetricVersion[]>;
}

export interface OutboxStore {
  /** The newest seq of a channel, 0 when it never had a frame. */
  position(channel: string): Promise<number>;
  /** Frames after `seq`, oldest first, at most `limit`. */
  after(channel: string, seq: number, limit: number): Promise<OutboxFrame[]>;
  /** The lowest seq still kept; position + 1 when none is. */
  oldest(channel: string): Promise<number>;
  /** Every channel that ever had a frame: its newest seq and the lowest one still kept. */
  channels(): Promise<{ readonly channel: string; readonly seq: number; readonly oldest: number }[]>;
  /** Keeps the newest `keep` frames of each channel; returns how many went. */
  prune(keep: number): Promise<number>;
}

export interface Checkpoint {
  readonly seq: number;
  readonly at: number;
  /** Identifies the layout of `state`; another one is not loaded. */
  readonly format: string;
  readonly state: Uint8Array;
}

export interface CheckpointStore {
  latest(): Promise<Checkpoint | undefined>;
  /** The newest one without its state. */
  newest(): Promise<Omit<Checkpoint, "state"> | undefined>;
  /** Saves and drops all but the newest two. */
  save(checkpoint: Checkpoint): Promise<void>;
}

export interface AuditEntry {
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly detail: unknown;
}

export interface AuditStore {
  record(entry: AuditEntry): Promise<void>;
  /** Newest first. Throws {@link BadCursorError}. */
  list(page: PageQuery): Promise<Page<AuditEntry & { id: number }>>;
}

/** What was asked last in a conversation; `body` is JSON of the query feature's own. */
export interface Conversation {
  readonly id: string;
  /** Epoch ms of the last question. */
  readonly at: number;
  readonly body: unknown;
}

export interface ConversationStore {
  save(conversation: Conversation): Promise<void>;
  /** Undefined when there is none, or none whose last question was at `since` (epoch ms) or later. */
  get(id: string, since: number): Promise<Conversation | undefined>;
  /** Removes those whose last question was before `before` (epoch ms); returns how many went. */
  forget(before: number): Promise<number>;
}

/** A process that works on this database. Times are epoch ms. */
export interface WorkerRecord {
  readonly id: string;
  readonly startedAt: number;
  readonly heartbeatAt: number;
}

export interface WorkerStore {
  /** Enters a worker, or says that it is still there. */
  beat(worker: WorkerRecord): Promise<void>;
  /** The oldest first. */
  list(): Promise<WorkerRecord[]>;
  leave(id: string): Promise<void>;
  /** Removes those that have not been heard of since `beforeMs`; returns how many went. */
  forget(beforeMs: number): Promise<number>;
}

export interface GeneratorStore {
  /** Enters a generator or replaces what is known of it. */
  save(generator: Generator): Promise<void>;
  get(id: string): Promise<Generator | undefined>;
  /** Newest start first. Throws {@link BadCursorError}. */
  list(page: PageQuery): Promise<Page<Generator>>;
  /** Those whose last known state is `running`. */
  running(): Promise<Generator[]>;
}

/** Rows that went, by what they held. */
export interface RemovedRows {
  readonly alerts: number;
  readonly anomalies: number;
  readonly audit: number;
  readonly generators: number;
}

export interface RetentionStore {
  /**
   * Removes what ended before `beforeMs` (epoch ms), a bounded number of rows at a time: closed alerts by their end, anomalies,
   * audit entries and generators that are over. Ends early when `signal` is aborted.
   */
  removeBefore(beforeMs: number, signal?: AbortSignal): Promise<RemovedRows>;
}

/** One step of a scan as it is stored. */
export interface StoredScanEvent {
  readonly scanId: string;
  /** From 1, without a gap. */
  readonly seq: number;
  /** Epoch ms. */
  readonly at: number;
  readonly event: SentinelEventName;
  /** JSON, encoded once. */
  readonly payload: string;
}

export interface ScanStore {
  /** Enters a scan or replaces what is known of it. */
  save(report: SentinelReport): Promise<void>;
  get(id: string): Promise<SentinelReport | undefined>;
  /** The newest start first. Throws {@link BadCursorError}. */
  list(page: PageQuery): Promise<Page<ScanSummary>>;
  /** Scans whose events have no end: the server stopped before. */
  unfinished(): Promise<string[]>;
  /** Events after `seq`, oldest first, at most `limit`. */
  eventsAfter(scanId: string, seq: number, limit: number): Promise<StoredScanEvent[]>;
  /** Keeps the newest `keep` scans; the others go with their events and channels. Returns how many went. */
  prune(keep: number): Promise<number>;
}

/** Everything Crowsnest writes besides the log. */
export interface AppDatabase {
  readonly effects: EffectStore;
  readonly alerts: AlertStore;
  readonly anomalies: AnomalyStore;
  readonly metrics: MetricStore;
  readonly outbox: OutboxStore;
  readonly checkpoints: CheckpointStore;
  readonly audit: AuditStore;
  readonly conversations: ConversationStore;
  readonly workers: WorkerStore;
  readonly generators: GeneratorStore;
  readonly retention: RetentionStore;
  readonly scans: ScanStore;
  /** Runs a trivial query; throws when the database cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The SQL is not one read-only SELECT over the catalog's tables; the message says why. */
export class UnsafeSqlError extends Error {
  override readonly name = "UnsafeSqlError";
}

/** The statement went beyond the time, or the memory, that one may take; it has been ended. */
export class QueryTimeoutError extends Error {
  override readonly name = "QueryTimeoutError";
}

/** The database could not compute the statement; the message says why without the driver's words. */
export class QueryFailedError extends Error {
  override readonly name = "QueryFailedError";
}

/** As many statements run and wait as may; nothing was run. */
export class QueryOverloadedError extends Error {
  override readonly name = "QueryOverloadedError";
}

/** Whoever asked has gone, or the executor is closing. */
export class QueryCancelledError extends Error {
  override readonly name = "QueryCancelledError";
}

/** The asked-about database cannot be reached. */
export class DatabaseUnreachableError extends Error {
  override readonly name = "DatabaseUnreachableError";
}

/** Rows of the asked-about database, in the form that answers have on every database. */
export interface QueryRows {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly rowCount: number;
  /** There are more rows than were asked for, or than fit into an answer. */
  readonly truncated: boolean;
  readonly durationMs: number;
}

export interface RunSqlOptions {
  /** 1,000 by default, at most 10,000. */
  readonly maxRows?: number;
  /** Ends the statement when whoever asked has gone. */
  readonly signal?: AbortSignal;
}

/** The asked-about database as an operator looks into it: the catalog's tables, read through the guard. */
export interface AskedDatabase {
  readonly dialect: "sqlite" | "postgres";
  /** How long the database took to answer, ms; undefined while it is yet to be made. Throws a {@link DatabaseUnreachableError}. */
  ping(): Promise<number | undefined>;
  /** The catalog's tables and how many rows each has. */
  tables(signal?: AbortSignal): Promise<{ name: string; rowCount: number }[]>;
  /** The first rows of a table of the catalog; undefined when it is not one. */
  tableRows(name: string, limit: number, signal?: AbortSignal): Promise<QueryRows | undefined>;
  /** One statement that somebody wrote. Throws an {@link UnsafeSqlError}, and what running it throws. */
  runSql(sql: string, options?: RunSqlOptions): Promise<QueryRows>;
}
