import type { ScanStore, StoredScanEvent } from "../../db/ports.ts";
import type { SentinelReport } from "../../shared/sentinel.ts";
import { toIso } from "../../shared/time.ts";
import type { EmitScanEvent, EventData, ScanRequest, ScanRunner } from "./ports.ts";
import { cutShort, newReport, withEvent } from "./report-so-far.ts";

/** Why a scan was ended from outside. */
export class ScanCancelledError extends Error {
  override readonly name = "ScanCancelledError";
}

export interface ScanRunOptions {
  readonly runner: Pick<ScanRunner, "run">;
  readonly store: Pick<ScanStore, "save">;
  /** Stores an event and tells it to those who follow; resolves once it is stored. */
  readonly tell: (event: StoredScanEvent) => Promise<void>;
  /** Epoch ms. */
  readonly now: () => number;
  readonly onError: (message: string, error: unknown) => void;
}

/** One scan on its way: numbers and tells its events, and keeps what they come to. */
export class ScanRun {
  readonly #options: ScanRunOptions;
  readonly #request: ScanRequest;
  readonly #controller = new AbortController();
  #report: SentinelReport;
  #seq = 0;
  #told: Promise<unknown> = Promise.resolve();
  #waiting: (() => void)[] = [];
  #ended: Promise<SentinelReport> | undefined;

  constructor(request: Omit<ScanRequest, "signal" | "emit">, options: ScanRunOptions) {
    this.#options = options;
    this.#request = { ...request, signal: this.#controller.signal, emit: this.#emit };
    this.#report = newReport(this.#request);
  }

  /** What is known so far; once it has ended, the report. */
  get report(): SentinelReport {
    return this.#report;
  }

  /** Resolves when further events are stored. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Carries it out; resolves with its report once all is stored. Rejects with what made it fail; one that was cancelled has not failed. */
  run(): Promise<SentinelReport> {
    this.#ended ??= this.#run();
    return this.#ended;
  }

  /** Lets those who wait look again. */
  wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Ends it early. */
  cancel(reason: string): void {
    this.#controller.abort(new ScanCancelledError(reason));
  }

  readonly #emit: EmitScanEvent = (event, data) => {
    this.#report = withEvent(this.#report, event, data);
    this.#seq++;
    const step = { scanId: this.#request.id, seq: this.#seq, at: this.#options.now(), event, payload: JSON.stringify(data) };
    const told = this.#options.tell(step).catch((error: unknown) => this.#options.onError("a step of a scan could not be stored", error));
    this.#told = told.then(() => {
      this.wake();
    });
  };

  async #run(): Promise<SentinelReport> {
    const { runner, store, now } = this.#options;
    await store.save(this.#report);
    try {
      this.#controller.signal.throwIfAborted();
      const body = await runner.run(this.#request);
      this.#controller.signal.throwIfAborted();
      const at = now();
      const times = { finishedAt: toIso(at), durationMs: at - this.#request.startedAt };
      return await this.#end({ ...body, status: "completed", ...times });
    } catch (error) {
      const cancelled = this.#controller.signal.aborted;
      await this.#end(cutShort(this.#report, cancelled ? "cancelled" : "failed", now()), reasonOf(error, this.#controller.signal));
      if (cancelled) return this.#report;
      throw error;
    }
  }

  /** The report is stored before the event that says so: whoever hears of the end finds it. */
  async #end(report: SentinelReport, failure?: EventData<"scan.failed">["reason"]): Promise<SentinelReport> {
    this.#report = report;
    await this.#options.store.save(report);
    if (failure === undefined) this.#emit("scan.completed", report);
    else this.#emit("scan.failed", { scanId: report.id, reason: failure });
    await this.#told;
    return report;
  }
}

/** What those who follow are told; the log has the rest. */
function reasonOf(error: unknown, { aborted, reason }: AbortSignal): string {
  const cause: unknown = aborted ? reason : error;
  return cause instanceof Error ? cause.message : "the scan failed";
}
