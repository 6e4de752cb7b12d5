import type { AppDatabase, EventLog, RemovedRows } from "../../db/ports.ts";
import { SNAPSHOT_FORMAT } from "../../streams/engine.ts";
import { type Job, repeatedly, type Schedule } from "../schedule.ts";

const DAY_MS = 86_400_000;
/** Late enough for a checkpoint of this run to be there. */
const FIRST_MS = 5 * 60_000;
const EVERY_MS = 3_600_000;
/** What is too old is the first thing a full disk can do without. */
const EVERY_WHILE_FULL_MS = 60_000;

/** What has gone since the server started, by what it was. */
export interface Removed extends RemovedRows {
  readonly events: number;
}

export interface RetentionStatus {
  /** Epoch ms of the end of the last run, undefined before the first. */
  readonly lastRunAt: number | undefined;
  readonly removed: Removed;
}

export interface Retention extends Job {
  /** Removes everything that is too old now. */
  run(): Promise<void>;
  status(): RetentionStatus;
}

export interface RetentionOptions {
  readonly log: Pick<EventLog, "retain" | "health">;
  readonly app: Pick<AppDatabase, "checkpoints" | "retention">;
  readonly retentionDays: number;
  /** Epoch ms. */
  readonly now: () => number;
  readonly schedule: Schedule;
  readonly onError: (message: string, error: unknown) => void;
}

const NOTHING: Removed = { events: 0, alerts: 0, anomalies: 0, audit: 0, generators: 0 };

export function createRetention(options: RetentionOptions): Retention {
  return new ScheduledRetention(options);
}

class ScheduledRetention implements Retention {
  private readonly options: RetentionOptions;
  private readonly abort = new AbortController();
  private repetition: { stop(): Promise<void> } | undefined;
  private lastRunAt: number | undefined;
  private removed = NOTHING;

  constructor(options: RetentionOptions) {
    this.options = options;
  }

  async start(): Promise<void> {
    const { schedule, log } = this.options;
    const nextMs = () => (log.health() === "full" ? EVERY_WHILE_FULL_MS : EVERY_MS);
    this.repetition = repeatedly({ schedule, run: () => this.run(), firstMs: FIRST_MS, nextMs });
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await this.repetition?.stop();
  }

  async run(): Promise<void> {
    const { app, now, retentionDays, onError } = this.options;
    const beforeMs = now() - retentionDays * DAY_MS;
    const { signal } = this.abort;
    try {
      this.count({ events: await this.removeEvents(beforeMs) });
      this.count(await app.retention.removeBefore(beforeMs, signal));
      this.lastRunAt = now();
    } catch (error) {
      onError("what is older than the retention could not be removed", error);
    }
  }

  status(): RetentionStatus {
    return { lastRunAt: this.lastRunAt, removed: this.removed };
  }

  /**
   * An event may go once a checkpoint that this version can load holds what it has done to the engine; a recovery reads only what
   * lies behind that. Should a later version not be able to load it, it begins with the metric changes and pauses, which the log
   * keeps for good, and goes on with the events that are left: it knows every metric as it is, and the past as far as it is kept.
   */
  private async removeEvents(beforeMs: number): Promise<number> {
    const { log, app } = this.options;
    const checkpoint = await app.checkpoints.newest();
    if (checkpoint?.format !== SNAPSHOT_FORMAT) return 0;
    return log.retain({ beforeMs, throughSeq: checkpoint.seq, signal: this.abort.signal });
  }

  private count(more: Partial<Removed>): void {
    const { removed } = this;
    this.removed = {
      events: removed.events + (more.events ?? 0),
      alerts: removed.alerts + (more.alerts ?? 0),
      anomalies: removed.anomalies + (more.anomalies ?? 0),
      audit: removed.audit + (more.audit ?? 0),
      generators: removed.generators + (more.generators ?? 0),
    };
  }
}
