import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { AppDatabase, EventLog } from "../../db/ports.ts";
import type { Page, PageQuery } from "../../shared/api.ts";
import { GENERATOR_LIMITS, type Generator, type GeneratorInput, SCENARIO_NAMES } from "../../shared/generators.ts";
import { toIso } from "../../shared/time.ts";
import { ApiError, notFound } from "../http/api-error.ts";
import { ingestJson } from "../ingest/ingest-json.ts";
import { type Job, repeatedly, type Schedule } from "../schedule.ts";
import { GeneratorRun } from "./generator-run.ts";
import type { Generators } from "./ports.ts";
import { SCENARIOS } from "./scenarios.ts";

/** How often it is looked at which alerts have opened. */
const LOOK_MS = 1_000;
/** What a crash may take of a generator's counts. */
const SAVE_MS = 5_000;
/** Silence, for one, is seen only some time after the last event. */
const LINGER_MS = 90_000;

export interface GeneratorsOptions {
  readonly log: EventLog;
  readonly app: Pick<AppDatabase, "alerts" | "metrics" | "generators">;
  /** Epoch ms. */
  readonly now: () => number;
  readonly schedule: Schedule;
  readonly onError: (message: string, error: unknown) => void;
}

/** Runs scenarios inside the server, through the very code that takes the events of a request. */
export function createGenerators(options: GeneratorsOptions): Generators & Job {
  return new RunningGenerators(options);
}

class RunningGenerators implements Generators, Job {
  readonly #options: GeneratorsOptions;
  /** Those that run, and those whose alerts may still come. */
  readonly #runs = new Map<string, GeneratorRun>();
  readonly #playing = new Set<Promise<void>>();
  #looking: { stop(): Promise<void> } | undefined;
  #savedAt = 0;

  constructor(options: GeneratorsOptions) {
    this.#options = options;
  }

  /** What ran when the server was killed runs no more. */
  async start(): Promise<void> {
    const { app, now, schedule } = this.#options;
    for (const generator of await app.generators.running()) {
      await app.generators.save({ ...generator, state: "interrupted", endedAt: toIso(now()) });
    }
    this.#looking = repeatedly({ schedule, run: () => this.#look(), firstMs: LOOK_MS, nextMs: () => LOOK_MS });
  }

  async stop(): Promise<void> {
    for (const run of this.#runs.values()) run.stop("interrupted");
    await Promise.all(this.#playing);
    await this.#looking?.stop();
  }

  async launch(input: GeneratorInput, actor: string): Promise<Generator> {
    const most = GENERATOR_LIMITS.running;
    if (this.#runningOnes().length >= most) throw new ApiError("conflict", `At most ${most} generators run at once; stop one of them.`);
    const { app, log, now } = this.#options;
    const ingest = (json: Buffer) => ingestJson({ log, now }, json);
    const run = new GeneratorRun(randomUUID(), input, actor, { app, ingest, now, monotonic: () => performance.now(), sleep });
    this.#runs.set(run.id, run);
    try {
      await run.begin();
    } catch (error) {
      this.#runs.delete(run.id);
      throw error;
    }
    this.#play(run);
    return run.describe();
  }

  async halt(id: string): Promise<void> {
    const run = this.#runs.get(id);
    if (run) run.stop("stopped");
    else await this.get(id);
  }

  async get(id: string): Promise<Generator> {
    const generator = this.#runs.get(id)?.describe() ?? (await this.#options.app.generators.get(id));
    if (!generator) throw notFound(`generator ${id}`);
    return generator;
  }

  running(): Generator[] {
    return this.#runningOnes().map((run) => run.describe());
  }

  async list(page: PageQuery): Promise<Page<Generator>> {
    const { items, nextCursor } = await this.#options.app.generators.list(page);
    return { items: items.map((stored) => this.#runs.get(stored.id)?.describe() ?? stored), nextCursor };
  }

  scenarios(): ReturnType<Generators["scenarios"]> {
    return SCENARIO_NAMES.map((name) => ({ name, summary: SCENARIOS[name].summary, expects: [...SCENARIOS[name].expects] }));
  }

  #runningOnes(): GeneratorRun[] {
    return [...this.#runs.values()].filter(({ running }) => running);
  }

  #play(run: GeneratorRun): void {
    const playing = run
      .play()
      .catch((error: unknown) => this.#options.onError("a generator's end could not be stored", error))
      .finally(() => this.#playing.delete(playing));
    this.#playing.add(playing);
  }

  /** Sees which alerts have opened, saves what is new, and lets go of what is over. */
  async #look(): Promise<void> {
    const now = this.#options.now();
    const saving = now - this.#savedAt >= SAVE_MS;
    if (saving) this.#savedAt = now;
    for (const run of this.#runs.values()) {
      try {
        const opened = await run.look();
        if (opened || (saving && run.running)) await run.save();
      } catch (error) {
        this.#options.onError("a generator could not be looked after", error);
      }
      if (run.endedAt !== undefined && (run.complete || now - run.endedAt > LINGER_MS)) this.#runs.delete(run.id);
    }
  }
}
