import type { AppDatabase } from "../../db/ports.ts";
import { LogOverloadedError, LogUnavailableError } from "../../db/ports.ts";
import type { IngestResult } from "../../shared/events.ts";
import { type Generator, type GeneratorInput, generatorPlan } from "../../shared/generators.ts";
import { formatDuration, toIso } from "../../shared/time.ts";
import { ApiError } from "../http/api-error.ts";
import { createScenario, type TimedEvent } from "./generate.ts";
import { allRefused, NOTHING_SENT, play } from "./play.ts";
import { RaisedAlerts } from "./raised-alerts.ts";
import { SCENARIOS } from "./scenarios.ts";

const RETRY_MS = 250;
/** A log that takes nothing for so long ends the run. */
const RETRY_WINDOW_MS = 30_000;

export interface GeneratorRunOptions {
  readonly app: Pick<AppDatabase, "alerts" | "metrics" | "generators">;
  /** Stores events as a request with this JSON body would. */
  readonly ingest: (json: Buffer) => Promise<IngestResult>;
  /** Epoch ms. */
  readonly now: () => number;
  /** Milliseconds that never go back. */
  readonly monotonic: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

type Ending = Exclude<Generator["state"], "running">;

/** One generator from its start to its end. */
export class GeneratorRun {
  readonly id: string;
  readonly #options: GeneratorRunOptions;
  readonly #plan: ReturnType<typeof generatorPlan>;
  readonly #startedAt: number;
  readonly #startedBy: string;
  readonly #raised: RaisedAlerts;
  #tally = NOTHING_SENT;
  #progress = 0;
  #asked: Ending | undefined;
  #ended: { readonly state: Ending; readonly at: number; readonly error?: string } | undefined;

  constructor(id: string, input: GeneratorInput, actor: string, options: GeneratorRunOptions) {
    this.id = id;
    this.#options = options;
    this.#plan = generatorPlan(input);
    this.#startedAt = options.now();
    this.#startedBy = actor;
    this.#raised = new RaisedAlerts(options.app, SCENARIOS[this.#plan.scenario].expects, this.#startedAt);
  }

  get running(): boolean {
    return this.#ended === undefined;
  }

  /** Epoch ms; undefined while it runs. */
  get endedAt(): number | undefined {
    return this.#ended?.at;
  }

  get complete(): boolean {
    return this.#raised.complete;
  }

  /** Posts the whole story; resolves at its end, whichever it is. */
  async play(): Promise<void> {
    try {
      await this.#playAll();
      this.#end(this.#asked ?? "finished");
    } catch (error) {
      this.#end(this.#asked ?? "failed", error instanceof Error ? error.message : String(error));
    }
    await this.save();
  }

  async begin(): Promise<void> {
    await this.#raised.begin();
    await this.save();
  }

  /** Asks it to end; the batch under way is still stored and counted. */
  stop(state: "stopped" | "interrupted"): void {
    this.#asked ??= state;
  }

  /** Looks which expected alerts have opened; whether there are new ones. */
  look(): Promise<boolean> {
    return this.#raised.look();
  }

  save(): Promise<void> {
    return this.#options.app.generators.save(this.describe());
  }

  describe(): Generator {
    const { scenario, rate, durationMs, seed } = this.#plan;
    const { sent, accepted, duplicates, rejected } = this.#tally;
    const ended = this.#ended;
    return {
      id: this.id,
      scenario,
      state: ended?.state ?? "running",
      rate,
      duration: formatDuration(durationMs),
      seed,
      startedAt: toIso(this.#startedAt),
      startedBy: this.#startedBy,
      endsAt: toIso(this.#startedAt + durationMs),
      endedAt: ended ? toIso(ended.at) : null,
      progress: this.#progress,
      sent,
      acknowledged: accepted + duplicates,
      rejected,
      expects: [...SCENARIOS[scenario].expects],
      raised: [...this.#raised.raised],
      alreadyOpen: [...this.#raised.alreadyOpen],
      ...(ended?.error === undefined ? {} : { error: ended.error }),
    };
  }

  async #playAll(): Promise<void> {
    const { scenario, rate, durationMs, seed } = this.#plan;
    const events = createScenario(scenario, { seed, rate, durationSeconds: durationMs / 1_000, startMs: this.#startedAt, run: this.id });
    const { monotonic, sleep } = this.#options;
    await play(events, {
      send: (batch) => this.#send(batch),
      now: monotonic,
      sleep,
      stopped: () => this.#asked !== undefined,
      onBatch: (tally, offsetMs) => {
        this.#tally = tally;
        this.#progress = Math.min(1, offsetMs / durationMs);
      },
    });
    if (this.#asked === undefined) this.#progress = 1;
  }

  async #send(batch: readonly TimedEvent[]): Promise<IngestResult> {
    const json = Buffer.from(JSON.stringify(batch.map(({ event }) => event)));
    const deadline = this.#options.monotonic() + RETRY_WINDOW_MS;
    for (;;) {
      try {
        return await this.#options.ingest(json);
      } catch (error) {
        const refused = error instanceof ApiError && error.code === "invalid" ? allRefused(batch) : undefined;
        if (refused) return refused;
        if (!isPassing(error) || this.#asked !== undefined || this.#options.monotonic() > deadline) throw error;
        await this.#options.sleep(RETRY_MS);
      }
    }
  }

  #end(state: Ending, error?: string): void {
    this.#ended = { state, at: this.#options.now(), ...(error === undefined ? {} : { error }) };
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof LogOverloadedError || error instanceof LogUnavailableError;
}
