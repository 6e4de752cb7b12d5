import type { AppDatabase, OutboxFrame, Progress } from "../../db/ports.ts";
import type { Turn } from "../../streams/graph.ts";
import type { ToldStep } from "../../streams/ports.ts";
import { EffectBatch } from "./effect-batch.ts";

/** Progress alone is worth a commit only now and then: without effects, recomputing costs nothing but time. */
const PROGRESS_EVERY_MS = 250;
const RETRY_MS = 500;

interface Waiter {
  /** The number of the last turn that must be committed. */
  readonly turn: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export interface EffectSinkOptions {
  readonly app: AppDatabase;
  readonly progress: Progress;
  readonly published: (frames: readonly OutboxFrame[]) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Commits turns of the engine, many to a transaction, in order. While a commit runs, what comes gathers for the next.
 * A commit that fails is tried again with what has gathered since; nothing is published before it is stored.
 */
export class EffectSink {
  private readonly options: EffectSinkOptions;
  private batch = new EffectBatch();
  private reached: Progress;
  private taken = 0;
  private committed = 0;
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private waiters: Waiter[] = [];
  private closed = false;

  constructor(options: EffectSinkOptions) {
    this.options = options;
    this.reached = options.progress;
  }

  /** The engine's position and counts, committed or about to be. */
  get progress(): Progress {
    return this.reached;
  }

  take(turn: Turn): void {
    this.batch.add(turn);
    this.reached = advance(this.reached, turn);
    this.took();
  }

  /** A step of a scan: it is stored and told like a turn, and moves the engine's progress by nothing. */
  takeScanStep(told: ToldStep): void {
    this.batch.addScanStep(told);
    this.took();
  }

  /** Resolves once every turn taken so far is committed. */
  async stored(): Promise<void> {
    if (this.committed === this.taken) return;
    await new Promise<void>((resolve, reject) => {
      this.waiters.push({ turn: this.taken, resolve, reject });
      if (!this.running) this.run();
    });
  }

  /** Stops trying; waiters are told. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    for (const waiter of this.waiters.splice(0)) waiter.reject(new Error("the server is shutting down"));
  }

  private took(): void {
    this.taken++;
    if (this.running) return;
    if (this.batch.hasEffects || this.waiters.length > 0) this.run();
    else this.timer ??= setTimeout(() => this.run(), PROGRESS_EVERY_MS).unref();
  }

  private run(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.running = this.commitAll().finally(() => {
      this.running = undefined;
    });
  }

  private async commitAll(): Promise<void> {
    do {
      const batch = this.batch;
      this.batch = new EffectBatch();
      await this.commitOne(batch, this.reached, this.taken);
      if (this.closed) return;
    } while (this.batch.hasEffects || this.waiters.length > 0);
  }

  private async commitOne(batch: EffectBatch, progress: Progress, turn: number): Promise<void> {
    const commit = await this.retried(() => batch.toCommit(progress, (id) => this.options.app.alerts.get(id)));
    const frames = commit && (await this.retried(() => this.options.app.effects.commit(commit)));
    if (!frames) return;
    this.committed = turn;
    this.options.published(frames);
    this.waiters = this.waiters.filter((waiter) => {
      if (waiter.turn > turn) return true;
      waiter.resolve();
      return false;
    });
  }

  private async retried<T>(run: () => Promise<T>): Promise<T | undefined> {
    while (!this.closed) {
      try {
        return await run();
      } catch (error) {
        this.options.failed(error);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    return undefined;
  }
}

function advance(progress: Progress, turn: Turn): Progress {
  let { evaluated, late } = progress;
  for (const effect of turn.effects) {
    if (effect.kind !== "counted") continue;
    evaluated += effect.evaluated;
    late += effect.late;
  }
  return { appliedSeq: Math.max(progress.appliedSeq, turn.seq), appliedAt: Math.max(progress.appliedAt, turn.input.at), evaluated, late };
}
