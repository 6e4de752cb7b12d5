import { randomUUID } from "node:crypto";
import type { EventLog, ScanStore, StoredScanEvent } from "../../db/ports.ts";
import type { Page, PageQuery } from "../../shared/api.ts";
import { type ScanComparison, type ScanSummary, type SentinelReport, summaryOf } from "../../shared/sentinel.ts";
import { type Cron, startCron } from "../cron.ts";
import type { Job } from "../schedule.ts";
import { alarmsOf } from "./alarms.ts";
import { compareReports } from "./compare.ts";
import { type ScanRunner, type Scans, ScansOverloadedError, type ScanWish, UnknownDomainError, type WrittenReport } from "./ports.ts";
import { reportHtml, STYLE_HASH } from "./report-html.ts";
import { reportMarkdown } from "./report-markdown.ts";
import { ScanRun, type ScanRunOptions } from "./scan-run.ts";
import { endUnfinished } from "./unfinished-scans.ts";

/** Different scans at once; each keeps the database busy. */
const MOST_RUNNING = 3;
/** Events read at a time. */
const CHUNK = 50;
/** When what is too old goes, besides after every scan: at a quiet hour of the night. */
const PRUNE_CRON = "17 3 * * *";

export interface ScansOptions {
  readonly runner: ScanRunner;
  readonly store: ScanStore;
  readonly log: Pick<EventLog, "append">;
  readonly tell: ScanRunOptions["tell"];
  /** How many of the newest scans are kept. */
  readonly keep: number;
  /** When scans begin by themselves. */
  readonly cron: string | undefined;
  /** Epoch ms. */
  readonly now: () => number;
  readonly onError: (message: string, error: unknown) => void;
}

export function createScans(options: ScansOptions): Scans & Job {
  return new StoredScans(options);
}

interface Active {
  /** What makes two wishes the same scan. */
  readonly key: string;
  readonly run: ScanRun;
}

class StoredScans implements Scans, Job {
  readonly #options: ScansOptions;
  readonly #active = new Map<string, Active>();
  #scheduled: Cron | undefined;
  #pruned: Cron | undefined;

  constructor(options: ScansOptions) {
    this.#options = options;
  }

  get domains(): readonly string[] {
    return this.#options.runner.domains;
  }

  nextAt(): number | undefined {
    return this.#scheduled?.nextAt();
  }

  async start(): Promise<void> {
    const { cron } = this.#options;
    await endUnfinished(this.#options);
    this.#pruned = startCron(PRUNE_CRON, () => this.#prune());
    if (cron !== undefined) this.#scheduled = startCron(cron, () => this.#runScheduled());
  }

  async stop(): Promise<void> {
    await Promise.all([this.#scheduled?.stop(), this.#pruned?.stop()]);
    const running = [...this.#active.values()];
    for (const { run } of running) run.cancel("the server is shutting down");
    await Promise.allSettled(running.map(({ run }) => run.run()));
  }

  async begin({ domains, asOf, trigger }: ScanWish): Promise<string> {
    const { runner, now } = this.#options;
    const unknown = domains?.find((domain) => !runner.domains.includes(domain));
    if (unknown !== undefined) {
      throw new UnknownDomainError(`there are no missions of ${JSON.stringify(unknown)}, only of ${runner.domains.join(", ")}`);
    }
    const wanted = runner.domains.filter((domain) => domains?.includes(domain) ?? true);
    const at = asOf ?? (await runner.currentAsOf());
    const key = JSON.stringify([at, wanted]);
    const same = [...this.#active.values()].find((active) => active.key === key);
    if (same) return same.run.report.id;
    if (this.#active.size >= MOST_RUNNING)
      throw new ScansOverloadedError(`${MOST_RUNNING} scans are running; try again when one has ended`);
    const run = new ScanRun({ id: `scan-${randomUUID()}`, asOf: at, domains: wanted, trigger, startedAt: now() }, this.#options);
    this.#active.set(run.report.id, { key, run });
    void this.#carryOut(run);
    return run.report.id;
  }

  async finished(id: string): Promise<SentinelReport> {
    const report = (await this.#active.get(id)?.run.run()) ?? (await this.#options.store.get(id));
    if (!report) throw new Error("the scan is gone");
    return report;
  }

  async get(id: string): Promise<SentinelReport | undefined> {
    return this.#active.get(id)?.run.report ?? this.#options.store.get(id);
  }

  async list(page: PageQuery): Promise<Page<ScanSummary>> {
    const { items, nextCursor } = await this.#options.store.list(page);
    const current = (listed: ScanSummary) => this.#active.get(listed.id)?.run.report;
    return {
      items: items.map((listed) => {
        const report = current(listed);
        return report ? summaryOf(report) : listed;
      }),
      nextCursor,
    };
  }

  async *follow(id: string, seq: number, signal: AbortSignal): AsyncGenerator<readonly StoredScanEvent[]> {
    let after = seq;
    const gone = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    while (!signal.aborted) {
      const run = this.#active.get(id)?.run;
      // Asked for before the read: what is stored in between is then not waited for.
      const changed = run?.changed();
      const events = await this.#options.store.eventsAfter(id, after, CHUNK);
      if (events.length > 0) yield events;
      else if (changed) await Promise.race([changed, gone]);
      else return;
      after = events.at(-1)?.seq ?? after;
    }
  }

  compare(a: SentinelReport, b: SentinelReport): ScanComparison {
    return compareReports(a, b);
  }

  written(report: SentinelReport, format: "markdown" | "html"): WrittenReport {
    return format === "html" ? { text: reportHtml(report), styleHash: STYLE_HASH } : { text: reportMarkdown(report) };
  }

  async cancel(id: string, actor: string): Promise<SentinelReport | undefined> {
    const run = this.#active.get(id)?.run;
    run?.cancel(`cancelled by ${actor}`);
    return run?.run();
  }

  async #carryOut(run: ScanRun): Promise<void> {
    const { log, onError } = this.#options;
    const { id } = run.report;
    try {
      const report = await run.run();
      const alarms = report.status === "completed" ? alarmsOf(report) : [];
      if (alarms.length > 0) await log.append(alarms, 0);
    } catch (error) {
      onError(`the scan ${id} failed`, error);
    } finally {
      this.#active.delete(id);
      run.wake();
    }
    await this.#prune();
  }

  async #prune(): Promise<void> {
    const { store, keep, onError } = this.#options;
    await store.prune(keep).catch((error: unknown) => onError("old scans could not be removed", error));
  }

  async #runScheduled(): Promise<void> {
    try {
      await this.begin({ trigger: "scheduled" });
    } catch (error) {
      this.#options.onError("the scheduled scan could not begin", error);
    }
  }
}
