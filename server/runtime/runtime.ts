import { Subject, type Subscription } from "rxjs";
import type { AppDatabase, CommittedBatch, EventLog, LogCounters } from "../../db/ports.ts";
import type { EngineAction } from "../../shared/control.ts";
import type { StoredEvent } from "../../shared/events.ts";
import type { ControlEntry } from "../../shared/log.ts";
import type { MetricValue } from "../../shared/metrics.ts";
import type { StatusFrame } from "../../shared/socket.ts";
import type { ChangedValue, Engine, LeadingValue } from "../../streams/engine.ts";
import { createGraph } from "../../streams/graph.ts";
import type { ScanStep } from "../../streams/ports.ts";
import type { PlacedInput } from "../../streams/replay.ts";
import type { Publisher } from "../channels/ports.ts";
import { alertUuid } from "./alert-uuid.ts";
import { Checkpointer } from "./checkpointer.ts";
import { EffectSink } from "./effect-sink.ts";
import { InputFeed } from "./input-feed.ts";
import { EnginePausedError, type Runtime, type RuntimeStatus } from "./ports.ts";
import { recover } from "./recovery.ts";

const TICK_MS = 100;
const STATUS_MS = 1_000;
const PRUNE_MS = 60_000;
/** Frames of a channel that a client may be behind and still catch up without a snapshot. */
const KEPT_FRAMES = 10_000;

export interface RuntimeOptions {
  readonly log: EventLog;
  readonly app: AppDatabase;
  readonly publisher: Publisher;
  /** Epoch ms; the same clock that stamps the log's commits. Must never go back. */
  readonly now: () => number;
  readonly latenessMs: number;
  /** Takes the events of each commit, for the live tail. */
  readonly tail: (events: readonly StoredEvent[]) => void;
  /** Something went wrong that the runtime itself got over. */
  readonly onError: (message: string, error: unknown) => void;
}

export function createRuntime(options: RuntimeOptions): Runtime {
  return new GraphRuntime(options);
}

class GraphRuntime implements Runtime {
  private readonly options: RuntimeOptions;
  private readonly inputs$ = new Subject<PlacedInput>();
  private readonly steps$ = new Subject<ScanStep>();
  private readonly subscriptions: Subscription[] = [];
  private readonly timers: NodeJS.Timeout[] = [];
  private engine: Engine | undefined;
  private feed: InputFeed | undefined;
  private sink: EffectSink | undefined;
  private checkpointer: Checkpointer | undefined;
  private counters: LogCounters;
  private rate = 0;
  private activeAlerts = 0;
  private recovering = true;
  private pausing = false;

  constructor(options: RuntimeOptions) {
    this.options = options;
    this.counters = options.log.counters();
  }

  async start(): Promise<void> {
    const { log, app, publisher, latenessMs, onError } = this.options;
    const progress = await app.effects.progress();
    const sink = new EffectSink({
      app,
      progress,
      published: (frames) => publisher.publishStored(frames),
      failed: (error) => onError("the effects could not be stored, trying again", error),
    });
    this.sink = sink;
    const emit = sink.take.bind(sink);
    const drain = () => sink.stored();
    const { engine, held } = await recover({ log, app, options: { latenessMs, uuid: alertUuid }, progress, emit, drain });
    await sink.stored();
    this.engine = engine;
    this.feed = new InputFeed(
      {
        log,
        paused: () => engine.paused,
        next: (input) => this.inputs$.next(input),
        drain,
        onError: (error) => onError("the engine could not catch up with the log", error),
      },
      held,
    );
    this.checkpointer = new Checkpointer({ engine, sink, app, now: this.options.now, onError });
    this.wire(engine, sink);
    log.onCommit((batch) => this.commit(batch));
    this.recovering = false;
    this.startTimers();
  }

  async stop(): Promise<void> {
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    this.tick();
    await this.sink?.stored();
    await this.checkpointer?.save();
    this.inputs$.complete();
    for (const subscription of this.subscriptions.splice(0)) subscription.unsubscribe();
    this.sink?.close();
  }

  async submit(entry: ControlEntry): Promise<void> {
    if (!this.sink || !this.feed) throw new Error("the runtime has not started");
    if (this.pausing || this.engine?.paused) throw new EnginePausedError();
    const seq = await this.options.log.appendControl(entry);
    await this.feed.reached(seq);
    await this.sink.stored();
  }

  async control(action: EngineAction, actor: string): Promise<void> {
    if (!this.sink || !this.engine) throw new Error("the runtime has not started");
    if (action === "reload") return this.submit({ kind: "engine.reload", actor });
    if (this.engine.paused === (action === "pause")) return;
    // Appends keep their order: what is submitted from here on would come behind the pause.
    this.pausing = action === "pause";
    try {
      await this.options.log.appendControl({ kind: `engine.${action}`, actor });
      if (action === "pause") await this.sink.stored();
    } finally {
      this.pausing = false;
    }
  }

  async told(step: ScanStep): Promise<void> {
    if (!this.sink) throw new Error("the runtime has not started");
    this.steps$.next(step);
    await this.sink.stored();
  }

  values(metricId: string, limit: number): MetricValue[] {
    return this.engine?.values(metricId, limit) ?? [];
  }

  leading(metricId: string): LeadingValue | undefined {
    return this.engine?.leading(metricId);
  }

  noteChanges(on: boolean): void {
    this.engine?.noteChanges(on);
  }

  takeChanged(): ChangedValue[] {
    return this.engine?.takeChanged() ?? [];
  }

  status(): RuntimeStatus {
    const stats = this.engine?.stats() ?? { metrics: 0, groups: 0 };
    const progress = this.sink?.progress ?? { appliedSeq: 0, evaluated: 0, late: 0 };
    const { evaluated, late } = progress;
    const pending = this.counters.accepted - evaluated - late;
    return {
      ...this.statusFrame(pending),
      ledger: { ...this.counters, evaluated, late, pending },
      appliedSeq: progress.appliedSeq,
      ...stats,
    };
  }

  private wire(engine: Engine, sink: EffectSink): void {
    const graph = createGraph(this.inputs$, this.steps$, engine);
    this.subscriptions.push(
      graph.turns$.subscribe((turn) => sink.take(turn)),
      graph.scans$.subscribe((told) => sink.takeScanStep(told)),
      graph.events$.subscribe((events) => this.options.tail(events)),
      graph.rate$.subscribe((rate) => {
        this.rate = rate;
      }),
      graph.troubles$.subscribe((trouble) => {
        if (trouble.kind === "metric.failed")
          this.options.onError(`metric ${trouble.metricId} failed and was switched off`, trouble.message);
        else
          this.options.onError(
            `metric ${trouble.metricId} has ${trouble.limit} groups; events of further ones are not evaluated`,
            undefined,
          );
      }),
      graph.connect(),
    );
  }

  private commit(batch: CommittedBatch): void {
    this.counters = batch.counters;
    this.feed?.take(batch);
  }

  private startTimers(): void {
    const every = (ms: number, run: () => void) => this.timers.push(setInterval(run, ms));
    every(TICK_MS, () => this.tick());
    every(STATUS_MS, () => void this.publishStatus());
    every(PRUNE_MS, () => void this.prune());
  }

  /**
   * Runs the timers that are due. A commit that is under way carries an earlier time: it goes first, and brings time along itself;
   * so does what is held back.
   */
  private tick(): void {
    const { log, now } = this.options;
    if (!this.sink || !this.feed?.flowing || log.inFlightSince() !== undefined) return;
    this.inputs$.next({ seq: this.sink.progress.appliedSeq, input: { kind: "tick", at: now() } });
    this.checkpointer?.due();
  }

  private async publishStatus(): Promise<void> {
    const { app, publisher, onError } = this.options;
    try {
      const active = await app.alerts.countActive();
      this.activeAlerts = Object.values(active).reduce((sum, count) => sum + count, 0);
      const { ledger } = this.status();
      publisher.publishLive("status", "status", this.statusFrame(ledger.pending));
    } catch (error) {
      onError("the status could not be read", error);
    }
  }

  private statusFrame(pending: number): StatusFrame {
    const since = this.feed?.heldSince ?? this.options.log.inFlightSince();
    return {
      state: this.state(),
      eventsPerSecond: this.rate,
      lagMs: since === undefined ? 0 : Math.max(0, this.options.now() - since),
      pending,
      connections: this.options.publisher.connections(),
      activeAlerts: this.activeAlerts,
    };
  }

  private state(): StatusFrame["state"] {
    if (this.recovering || this.feed?.catchingUp) return "recovering";
    return this.engine?.paused ? "paused" : "running";
  }

  private async prune(): Promise<void> {
    try {
      await this.options.app.outbox.prune(KEPT_FRAMES);
    } catch (error) {
      this.options.onError("old frames could not be removed", error);
    }
  }
}
