import type { AppDatabase } from "../../db/ports.ts";
import type { Engine } from "../../streams/engine.ts";
import type { EffectSink } from "./effect-sink.ts";
import { toCheckpoint } from "./recovery.ts";

const EVERY_MS = 30_000;
/** Taking a checkpoint may use up this share of the time, so a large state is saved less often. */
const SHARE = 0.01;

export interface CheckpointerOptions {
  readonly engine: Engine;
  readonly sink: EffectSink;
  readonly app: AppDatabase;
  readonly now: () => number;
  readonly onError: (message: string, error: unknown) => void;
}

/** Saves the engine's state now and then, so that a start has less of the log to read again. */
export class Checkpointer {
  private readonly options: CheckpointerOptions;
  private savedSeq = -1;
  private nextAt: number;
  private running = false;

  constructor(options: CheckpointerOptions) {
    this.options = options;
    this.nextAt = options.now() + EVERY_MS;
  }

  /** Saves when it is time to. */
  due(): void {
    if (this.running || this.options.now() < this.nextAt) return;
    void this.save();
  }

  /** Takes the state at once and stores it when the effects up to it are stored: a checkpoint is never ahead of them. */
  async save(): Promise<void> {
    const { engine, sink, app, now, onError } = this.options;
    const seq = sink.progress.appliedSeq;
    const started = now();
    if (seq === this.savedSeq) return;
    this.running = true;
    try {
      const checkpoint = toCheckpoint(engine, seq);
      await sink.stored();
      await app.checkpoints.save(checkpoint);
      this.savedSeq = seq;
    } catch (error) {
      onError("the checkpoint could not be saved", error);
    } finally {
      this.running = false;
      this.nextAt = now() + Math.max(EVERY_MS, (now() - started) / SHARE);
    }
  }
}
